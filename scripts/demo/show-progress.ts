import type { TaskOutcome, TaskRunner } from '../../src/index.js';

/** What the runner did. */
export interface Tally {
  completed: number;
  failed: number;
  other: number;
}

/** Prints a line for each task that ends, and counts them. */
export function showProgress(runner: TaskRunner, print: (line: string) => void): Tally {
  const tally: Tally = { completed: 0, failed: 0, other: 0 };
  const startedAt = performance.now();
  const show = (what: string, { taskType, task, executeMs, result }: TaskOutcome): void => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(2).padStart(6);
    const name = taskType.replace('conductor_typescript_demo_', '').padEnd(14);
    const { orderId } = task.inputData;
    const order = (typeof orderId === 'string' ? orderId : '').padEnd(9);
    const reason = result?.reasonForIncompletion === undefined ? '' : `: ${result.reasonForIncompletion}`;
    print(
      `${seconds} s  ${name}${order} ${what.padEnd(9)} attempt ${task.retryCount + 1}, ${Math.round(executeMs)} ms${reason}`,
    );
  };

  runner.on('started', ({ workers }) => print(`Polling for ${workers.map(({ taskType }) => taskType).join(', ')}`));
  runner.on('taskCompleted', (event) => {
    tally.completed += 1;
    show('completed', event);
  });
  runner.on('taskFailed', (event) => {
    tally.failed += 1;
    show('failed', event);
  });
  for (const name of ['taskInProgress', 'taskHandedBack', 'taskDropped'] as const) {
    runner.on(name, (event) => {
      tally.other += 1;
      show(event.reason ?? event.outcome, event);
    });
  }
  runner.on('pollFailed', ({ taskType, error, retryInMs }) =>
    print(
      `poll for ${taskType} failed, next in ${Math.round(retryInMs)} ms: ${error instanceof Error ? error.message : String(error)}`,
    ),
  );
  return tally;
}
