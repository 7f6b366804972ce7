import type { Measurement } from './measurement.js';
import { median, type Summary } from './summary.js';

const HEADINGS = [
  'concurrency',
  'loop',
  'CPU µs/task [min..max]',
  '× raw',
  '× raw-dispatch',
  'tasks/s',
  '× raw',
  'requests/task',
  'RSS MB',
  'heap B/task',
];

/** All summaries as a table in Markdown, each figure the median of the rounds. */
export function summaryTable(summaries: readonly Summary[]): string {
  const rows = summaries.map((summary) => {
    const { subject, concurrency, cells, cpuToRaw, cpuToDispatch, throughputToRaw } = summary;
    const of = (figure: (measurement: Measurement) => number): number =>
      median(cells.map(({ measurement }) => figure(measurement)));
    const cpus = cells.map(({ measurement }) => measurement.cpuMicrosPerTask);
    return [
      String(concurrency),
      subject,
      `${median(cpus).toFixed(1)} [${Math.min(...cpus).toFixed(1)}..${Math.max(...cpus).toFixed(1)}]`,
      median(cpuToRaw).toFixed(2),
      cpuToDispatch.length === 0 ? '' : median(cpuToDispatch).toFixed(2),
      Math.round(median(cells.map(({ tasksPerSecond }) => tasksPerSecond))).toLocaleString('en'),
      median(throughputToRaw).toFixed(2),
      of(({ requestsPerTask }) => requestsPerTask).toFixed(2),
      of(({ rssMb }) => rssMb).toFixed(0),
      of(({ heapBytesPerTask }) => heapBytesPerTask).toFixed(1),
    ];
  });
  return markdownTable([HEADINGS, ...rows]);
}

/** The ratios that the medians are of, round by round. */
export function ratioLines(summaries: readonly Summary[]): string {
  return summaries
    .filter(({ subject }) => subject !== 'raw')
    .map(({ subject, concurrency, cpuToRaw, cpuToRunner }) => {
      const isAddition = subject.startsWith('runner+') && cpuToRunner.length > 0;
      const ratios = (isAddition ? cpuToRunner : cpuToRaw).map((ratio) => ratio.toFixed(2)).join(' ');
      return `CPU × ${isAddition ? 'runner' : 'raw'}, round by round: ${subject} at ${concurrency}: ${ratios}`;
    })
    .join('\n');
}

function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [headings = '', ...rest] = lines;
  return [headings, rule, ...rest].join('\n');
}
