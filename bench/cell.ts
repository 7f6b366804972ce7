import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CellSettings } from './cell-settings.js';
import { measure, takeStock } from './measurement.js';
import type { Subject } from './subject.js';

/*
 * The process of one cell.
 *
 *   starting   runs the subject for a while                 what there is has been counted -> warming
 *   warming    runs it until V8 is done with compiling      warm -> warm, and prints that
 *   warm       the subject runs on                          a line is read -> measuring, and prints that
 *   measuring  the subject runs; whoever started the        its standard input ends -> ended
 *              process stops and continues it meanwhile
 *   ended      prints the measurement as JSON and exits
 */

/** A subject that is not warm by then does not work. All subjects of a round warm up at the same time. */
const PATIENCE_MS = 180_000;

/** Loads only what is measured: a bare loop shall not carry the SDK's code in its memory. */
async function start(settings: CellSettings): Promise<Subject> {
  switch (settings.subject) {
    case 'raw':
      return (await import('./raw.js')).startRaw(settings);
    case 'raw-dispatch':
      return (await import('./raw-dispatch.js')).startRawDispatch(settings);
    case 'runner':
      return (await import('./runner-cell.js')).startRunner(settings, 'none');
    case 'runner+listeners':
      return (await import('./runner-cell.js')).startRunner(settings, 'listeners');
    case 'runner+interceptors':
      return (await import('./runner-cell.js')).startRunner(settings, 'interceptors');
    case 'in-process':
      return (await import('./in-process-cell.js')).startInProcess(settings);
    case 'runner+metrics':
      return (await import('./plugins-cell.js')).startWithPlugins(settings, 'metrics');
    case 'runner+spans':
      return (await import('./spans-cell.js')).startWithSpans(settings);
    case 'runner+plugins':
      return (await import('./plugins-cell.js')).startWithPlugins(settings, 'all');
    case 'runner+plugins+all-traces':
      return (await import('./plugins-cell.js')).startWithPlugins(settings, 'all, tracing every workflow');
  }
}

async function warmUp(subject: Subject, tasks: number): Promise<void> {
  const before = subject.tasksDone();
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const done = subject.tasksDone() - before;
    if (done >= tasks) return;
    if (performance.now() > deadline) {
      throw new Error(`${done} of ${tasks} tasks to warm up with in ${PATIENCE_MS / 1_000} s`);
    }
    await sleep(10);
  }
}

async function requestsServed(serverUrl: string): Promise<number> {
  const answer = await fetch(`${serverUrl}/stats`);
  const { polls, updates } = (await answer.json()) as { polls: number; updates: number };
  return polls + updates;
}

const settings = JSON.parse(process.argv[2] ?? '') as CellSettings;
const told = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const subject = await start(settings);
const countRequests = (): Promise<number> => requestsServed(settings.serverUrl);
// Long enough for whatever is kept for good to be there.
await warmUp(subject, settings.warmUpTasks / 2);
const stock = await takeStock(subject, countRequests);
await warmUp(subject, settings.warmUpTasks);
process.stdout.write('warm\n');
await told.next();
const end = measure(subject, stock, countRequests);
process.stdout.write('measuring\n');
await told.next();
const measurement = await end();
await subject.stop();
process.stdout.write(`${JSON.stringify(measurement)}\n`);
