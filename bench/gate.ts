import type { SubjectName } from './cell-settings.js';
import { median, type Summary } from './summary.js';

/** At this concurrency things may cost so many times the CPU of what they are compared with. */
const CONCURRENCY = 10;

interface Gate {
  readonly subject: SubjectName;
  readonly base: 'raw' | 'runner';
  /** Without one, the ratio is only told. */
  readonly limit?: number;
  /** What is wished for. */
  readonly target?: number;
}

const GATES: readonly Gate[] = [
  { subject: 'runner', base: 'raw', limit: 1.5, target: 1.15 },
  { subject: 'runner+metrics', base: 'runner', limit: 1.1 },
  // A tenth of the workflows is traced.
  { subject: 'runner+plugins', base: 'runner', limit: 1.4 },
  // OpenTelemetry's own spans take most of what a gate could leave: docs/performance.md.
  { subject: 'runner+plugins+all-traces', base: 'runner' },
  { subject: 'runner+spans', base: 'runner' },
];

/** On one core. The memory that a task leaves behind is in the table. */
const LEAST_IN_PROCESS_PER_CPU_SECOND = 10_000;

/** Whether everything that was measured is as cheap as it has to be, and the sentences that say so. What was not measured counts as met. */
export function judge(summaries: readonly Summary[]): { readonly isMet: boolean; readonly text: string } {
  const verdicts = [...ratioVerdicts(summaries), ...inProcessVerdicts(summaries)];
  if (verdicts.length === 0) {
    return { isMet: true, text: `The gates are for the runner at concurrency ${CONCURRENCY}, which was not measured.` };
  }
  return { isMet: verdicts.every(({ isMet }) => isMet), text: verdicts.map(({ text }) => text).join('\n') };
}

interface Verdict {
  readonly isMet: boolean;
  readonly text: string;
}

function ratioVerdicts(summaries: readonly Summary[]): readonly Verdict[] {
  return GATES.flatMap((gate) => {
    const { subject, base, limit, target } = gate;
    const gated = summaries.find((summary) => summary.subject === subject && summary.concurrency === CONCURRENCY);
    const ratios = base === 'raw' ? gated?.cpuToRaw : gated?.cpuToRunner;
    if (ratios === undefined || ratios.length === 0) return [];
    const ratio = median(ratios);
    const isMet = limit === undefined || ratio <= limit;
    const verdict = limit === undefined ? 'No gate' : `Gate ${limit}: ${isMet ? 'met' : 'MISSED'}`;
    const rounds = `${ratios.length} ${ratios.length === 1 ? 'round' : 'rounds'}`;
    const wish = target === undefined ? '' : `; target ${target}: ${ratio <= target ? 'met' : 'missed'}`;
    const text =
      `CPU per task of ${subject} at concurrency ${CONCURRENCY}: ${ratio.toFixed(2)} × ${base}, median of ${rounds}. ` +
      `${verdict}${wish}.`;
    return [{ isMet, text }];
  });
}

function inProcessVerdicts(summaries: readonly Summary[]): readonly Verdict[] {
  const gated = summaries.find(({ subject, concurrency }) => subject === 'in-process' && concurrency === CONCURRENCY);
  if (gated === undefined || gated.cells.length === 0) return [];
  const perSecond = 1_000_000 / median(gated.cells.map(({ measurement }) => measurement.cpuMicrosPerTask));
  const isMet = perSecond >= LEAST_IN_PROCESS_PER_CPU_SECOND;
  const text =
    `Tasks per second of CPU of in-process at concurrency ${CONCURRENCY}: ${Math.round(perSecond).toLocaleString('en')}, median of ` +
    `${gated.cells.length} rounds. Gate ${LEAST_IN_PROCESS_PER_CPU_SECOND.toLocaleString('en')}: ${isMet ? 'met' : 'MISSED'}.`;
  return [{ isMet, text }];
}
