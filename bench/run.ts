import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { SubjectName } from './cell-settings.js';
import { compile } from './compile.js';
import { judge } from './gate.js';
import { readOptions, USAGE, type BenchOptions } from './options.js';
import { arePinned, CellProcess, StubServer } from './processes.js';
import { summarise, type Cell } from './summary.js';
import { ratioLines, summaryTable } from './table.js';

/*
 * What the runner costs per task, against a bare undici loop on the same server in the same minute. docs/performance.md tells how to
 * read the result.
 */

/**
 * After a forced collection, before CPU is measured: enough for the compilers of V8 to be done with all that a task runs through. With half of
 * it they take four times as much in the seconds that follow, and whatever has more code looks dearer.
 */
const WARM_UP_TASKS = 40_000;
/** Long against what it costs to find the caches cold, short against what disturbs the machine. */
const TURN_MS = 100;

/**
 * Measures all subjects at one concurrency side by side: each runs for a moment while the others are stopped, in turns. What else the
 * machine does then concerns all of them alike, and ratios hold on a machine that is not quiet.
 */
async function measureRound(
  server: StubServer,
  folder: string,
  round: Round,
  seconds: number,
): Promise<readonly Cell[]> {
  const { number, concurrency, subjects } = round;
  const cells = await Promise.all(
    subjects.map(async (subject) => {
      const serverUrl = `${server.origin}/${subject}-${concurrency}-${number}`;
      const settings = { subject, serverUrl, concurrency, warmUpTasks: WARM_UP_TASKS };
      return { subject, process: await CellProcess.start(folder, settings) };
    }),
  );
  for (const { process } of cells) await process.begin();
  for (let turn = 0; turn < (seconds * 1_000) / TURN_MS; turn++) {
    for (const { process } of cells) {
      process.continue();
      await sleep(TURN_MS);
      process.suspend();
    }
  }
  const measured: Cell[] = [];
  for (const { subject, process } of cells) {
    measured.push({ round: number, concurrency, subject, ...(await process.end()) });
  }
  return measured;
}

/** Every subject, once, at one concurrency. */
interface Round {
  readonly number: number;
  readonly concurrency: number;
  readonly subjects: readonly SubjectName[];
}

async function measureAll(server: StubServer, folder: string, options: BenchOptions): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (let number = 1; number <= options.rounds; number++) {
    for (const concurrency of options.concurrency) {
      const subjects = rotated(options.subjects, number);
      const round = await measureRound(server, folder, { number, concurrency, subjects }, options.seconds);
      cells.push(...round);
      const figures = round.map(({ subject, measurement }) => `${subject} ${measurement.cpuMicrosPerTask.toFixed(1)}`);
      console.log(`round ${number}/${options.rounds}, concurrency ${concurrency}: ${figures.join(' · ')}`);
    }
  }
  return cells;
}

/** Whoever comes first in a round may find the machine in another state: it is someone else each time. */
function rotated(subjects: readonly SubjectName[], round: number): readonly SubjectName[] {
  const start = round % subjects.length;
  return [...subjects.slice(start), ...subjects.slice(0, start)];
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
        ? 'Workers bound to core 0, server to core 1.'
        : 'NOT bound to cores (no taskset, or one core only): expect more scatter.') +
      ' Figures: µs of CPU per task.',
  );
  const server = await StubServer.start(folder);
  try {
    const cells = await measureAll(server, folder, options);
    const summaries = options.concurrency.flatMap((concurrency) =>
      options.subjects.map((subject) => summarise(cells, subject, concurrency)),
    );
    console.log(`\n${summaryTable(summaries)}\n\n${ratioLines(summaries)}\n`);
    const { isMet, text } = judge(summaries);
    console.log(text);
    if (!isMet) process.exitCode = 1;
  } finally {
    server.stop();
  }
}

process.once('SIGINT', () => process.exit(130));
await main();
