import type { Subject } from './subject.js';

/** What one cell measured, from the end of its warm-up on. */
export interface Measurement {
  readonly tasks: number;
  /** User and system time of the process, in microseconds. */
  readonly cpuMicrosPerTask: number;
  readonly requestsPerTask: number;
  readonly rssMb: number;
  /** Growth of what is reachable, in bytes for each task. About 0, or something is kept. */
  readonly heapBytesPerTask: number;
}

/**
 * Begins to measure a subject that runs; the function it returns ends that. Garbage is collected before and after, outside of what is
 * measured.
 *
 * @param requestsServed how many requests the server has served for it so far
 */
export async function measure(
  subject: Subject,
  requestsServed: () => Promise<number>,
): Promise<() => Promise<Measurement>> {
  const heapBefore = heapUsed();
  const requestsBefore = await requestsServed();
  const tasksBefore = subject.tasksDone();
  const cpuBefore = process.cpuUsage();
  return async () => {
    const tasks = subject.tasksDone() - tasksBefore;
    const { user, system } = process.cpuUsage(cpuBefore);
    const rss = process.memoryUsage.rss();
    const requests = (await requestsServed()) - requestsBefore;
    if (tasks === 0) throw new Error('no task was executed');
    return {
      tasks,
      cpuMicrosPerTask: (user + system) / tasks,
      requestsPerTask: requests / tasks,
      rssMb: rss / 1_000_000,
      heapBytesPerTask: (heapUsed() - heapBefore) / tasks,
    };
  };
}

function heapUsed(): number {
  if (globalThis.gc === undefined) throw new Error('start node with --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
