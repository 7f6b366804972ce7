import { failed, inProgress } from '../../src/worker/results.js';
import { TerminalError } from '../../src/worker/terminal-error.js';
import type { Clock } from '../../src/time/clock.js';
import type { Random } from '../../src/time/random.js';
import type { TaskContext } from '../../src/worker/task-context.js';
import type { HandlerReturn, WorkerTask } from '../../src/worker/worker.js';
import { between, pick } from './seeded-random.js';

/** How handlers behave. */
const KINDS = ['quick', 'sleep', 'fail', 'terminal', 'returnsFailed', 'callback', 'obedient', 'deaf'] as const;

/** The input of a task: what its handler is to do. */
export function randomInput(random: Random): Record<string, unknown> {
  return { kind: pick(random, KINDS), ms: pick(random, [1, 40, 400, between(random, 500, 4_000)]) };
}

/** The handler of the simulated tasks. Counts its calls as `id#pollCount`. */
export function simulatedHandler(clock: Clock, calls: string[]) {
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => void clock.setTimer(ms, resolve));

  return (task: WorkerTask, context: TaskContext): HandlerReturn | Promise<HandlerReturn> => {
    calls.push(`${task.taskId}#${task.pollCount}`);
    const { kind, ms } = task.inputData as { kind: (typeof KINDS)[number]; ms: number };
    const output = { poll: task.pollCount };
    switch (kind) {
      case 'quick':
        return output;
      case 'sleep':
        return sleep(ms).then(() => output);
      case 'fail':
        return sleep(ms).then(() => Promise.reject(new Error('as planned')));
      case 'terminal':
        return sleep(ms).then(() => new TerminalError('as planned'));
      case 'returnsFailed':
        return failed('as planned');
      case 'callback':
        if (task.pollCount > 2) return ['completed', output];
        return sleep(ms).then(() => inProgress({ callbackAfterSeconds: 3, outputData: output }));
      case 'obedient':
        return untilAborted(context.signal, sleep(ms * 20)).then(() => output);
      case 'deaf':
        return sleep(ms * 20).then(() => output);
    }
  };
}

function untilAborted(signal: AbortSignal, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    void work.then(resolve);
  });
}
