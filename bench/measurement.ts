import { setTimeout as sleep } from 'node:timers/promises';
import type { Subject } from './subject.js';

/** What one cell measured, over the tasks between the end of the warm-up and the end of the time. */
export interface Measurement {
  readonly tasks: number;
  /** User and system time of the process, in microseconds. */
  readonly cpuMicrosPerTask: number;
  readonly tasksPerSecond: number;
  readonly requestsPerTask: number;
  readonly rssMb: number;
  /** Growth of what is reachable, in bytes for each task. About 0, or something is kept. */
  readonly heapBytesPerTask: number;
}

/** How long a subject is warmed up and measured. */
export interface MeasurementSettings {
  readonly warmUpTasks: number;
  readonly measureMs: number;
  /** How many requests the server has served so far. */
  readonly requestsServed: () => Promise<number>;
}

const PATIENCE_MS = 30_000;

/** Warms a subject up and measures it. Garbage is collected before and after, beyond the time that is measured. */
export async function measure(subject: Subject, settings: MeasurementSettings): Promise<Measurement> {
  await warmUp(subject, settings.warmUpTasks);
  const heapBefore = heapUsed();
  const requestsBefore = await settings.requestsServed();
  const tasksBefore = subject.tasksDone();
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await sleep(settings.measureMs);
  const tasks = subject.tasksDone() - tasksBefore;
  const { user, system } = process.cpuUsage(cpuBefore);
  const elapsedMs = performance.now() - startedAt;
  const rss = process.memoryUsage.rss();
  const requests = (await settings.requestsServed()) - requestsBefore;
  if (tasks === 0) throw new Error('no task was executed');
  return {
    tasks,
    cpuMicrosPerTask: (user + system) / tasks,
    tasksPerSecond: (tasks * 1_000) / elapsedMs,
    requestsPerTask: requests / tasks,
    rssMb: rss / 1_000_000,
    heapBytesPerTask: (heapUsed() - heapBefore) / tasks,
  };
}

async function warmUp(subject: Subject, tasks: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (subject.tasksDone() < tasks) {
    if (performance.now() > deadline) {
      throw new Error(`only ${subject.tasksDone()} of ${tasks} tasks to warm up with in ${PATIENCE_MS / 1_000} s`);
    }
    await sleep(10);
  }
}

function heapUsed(): number {
  if (globalThis.gc === undefined) throw new Error('start node with --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
