import type { Subject } from './subject.js';

/** What one cell measured. */
export interface Measurement {
  readonly tasks: number;
  /** User and system time of the process, in microseconds. */
  readonly cpuMicrosPerTask: number;
  readonly requestsPerTask: number;
  readonly rssMb: number;
  /** Growth of what is reachable, in bytes for each task. About 0, or something is kept. */
  readonly heapBytesPerTask: number;
}

/** What there was before a cell was measured. */
export interface Stock {
  readonly heapBytes: number;
  readonly requests: number;
  readonly tasks: number;
}

/**
 * Counts what there is, garbage collected. A forced collection throws compiled code away, and the request for the count is met by code that
 * has never run: a good deal is compiled anew after it. So it is done well before CPU is measured, and once more when that is over.
 *
 * @param requestsServed how many requests the server has served for the subject so far
 */
export async function takeStock(subject: Subject, requestsServed: () => Promise<number>): Promise<Stock> {
  const requests = await requestsServed();
  const tasks = subject.tasksDone();
  return { requests, tasks, heapBytes: heapUsed() };
}

/**
 * Begins to measure a subject that runs and is warm; the function it returns ends that.
 *
 * @param before what there was when it began to warm up
 */
export function measure(
  subject: Subject,
  before: Stock,
  requestsServed: () => Promise<number>,
): () => Promise<Measurement> {
  const tasksBefore = subject.tasksDone();
  const cpuBefore = process.cpuUsage();
  return async () => {
    const tasks = subject.tasksDone() - tasksBefore;
    const { user, system } = process.cpuUsage(cpuBefore);
    const rss = process.memoryUsage.rss();
    if (tasks === 0) throw new Error('no task was executed');
    const after = await takeStock(subject, requestsServed);
    const tasksSinceStock = after.tasks - before.tasks;
    return {
      tasks,
      cpuMicrosPerTask: (user + system) / tasks,
      requestsPerTask: (after.requests - before.requests) / tasksSinceStock,
      rssMb: rss / 1_000_000,
      heapBytesPerTask: (after.heapBytes - before.heapBytes) / tasksSinceStock,
    };
  };
}

function heapUsed(): number {
  if (globalThis.gc === undefined) throw new Error('start node with --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
