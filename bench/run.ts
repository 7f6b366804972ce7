import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SubjectName } from './cell-settings.js';
import { compile } from './compile.js';
import { readOptions, USAGE, type BenchOptions } from './options.js';
import { arePinned, runCell, startStubServer } from './processes.js';
import { median, summarise, type Cell, type Summary } from './summary.js';
import { ratioLines, summaryTable } from './table.js';

/*
 * What the runner costs per task, against a bare undici loop on the same server in the same minute. docs/performance.md tells how to
 * read the result.
 */

/** At this concurrency the runner may cost so many times what the bare loop costs, or the command fails. */
const GATE = { concurrency: 10, cpuToRaw: 1.5 };
const TARGET_CPU_TO_RAW = 1.15;
/** Enough for the compiler of V8 to have seen every function of the loop. */
const WARM_UP_TASKS = 10_000;

async function measureAll(folder: string, origin: string, options: BenchOptions): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (let round = 0; round < options.rounds; round++) {
    for (const concurrency of options.concurrency) {
      for (const subject of rotated(options.subjects, round)) {
        const measureMs = options.seconds * 1_000;
        const settings = { subject, origin, concurrency, warmUpTasks: WARM_UP_TASKS, measureMs };
        const measurement = await runCell(folder, settings);
        cells.push({ round, concurrency, subject, measurement });
        const { cpuMicrosPerTask, tasksPerSecond } = measurement;
        console.log(
          `round ${round + 1}/${options.rounds}  concurrency ${concurrency}  ${subject}: ${cpuMicrosPerTask.toFixed(1)} µs CPU per task, ${Math.round(tasksPerSecond)} tasks/s`,
        );
      }
    }
  }
  return cells;
}

/** Whoever comes first in a round may find the machine in another state: it is someone else each time. */
function rotated(subjects: readonly SubjectName[], round: number): readonly SubjectName[] {
  const start = round % subjects.length;
  return [...subjects.slice(start), ...subjects.slice(0, start)];
}

/** Says how the gate was met. @returns whether it was, or did not apply */
function judge(summaries: readonly Summary[]): boolean {
  const gated = summaries.find(({ subject, concurrency }) => subject === 'runner' && concurrency === GATE.concurrency);
  if (gated === undefined) {
    console.log(`The gate is about the runner at concurrency ${GATE.concurrency}, which was not measured.`);
    return true;
  }
  const ratio = median(gated.cpuToRaw);
  const holds = ratio <= GATE.cpuToRaw;
  console.log(
    `CPU per task at concurrency ${GATE.concurrency}: ${ratio.toFixed(2)} × raw, median of ${gated.cpuToRaw.length} rounds. ` +
      `Gate ${GATE.cpuToRaw}: ${holds ? 'met' : 'MISSED'}; target ${TARGET_CPU_TO_RAW}: ${ratio <= TARGET_CPU_TO_RAW ? 'met' : 'missed'}.`,
  );
  return holds;
}

async function main(): Promise<void> {
  let options: BenchOptions;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const folder = await compile(dirname(dirname(fileURLToPath(import.meta.url))));
  console.log(
    `Node ${process.version}. ` +
      (arePinned
        ? 'Worker bound to core 0, server to core 1.'
        : 'NOT bound to cores (no taskset, or one core only): expect more scatter.'),
  );
  const server = await startStubServer(folder);
  try {
    const cells = await measureAll(folder, server.origin, options);
    const summaries = options.concurrency.flatMap((concurrency) =>
      options.subjects.map((subject) => summarise(cells, subject, concurrency)),
    );
    console.log(`\n${summaryTable(summaries)}\n\n${ratioLines(summaries)}\n`);
    if (!judge(summaries)) process.exitCode = 1;
  } finally {
    await server.stop();
  }
}

await main();
