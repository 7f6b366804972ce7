import { TaskRunner } from '../../../src/index.js';

declare function use(...values: readonly unknown[]): void;

const runner = new TaskRunner({ workers: [{ name: 'w', execute: () => ({}) }] });

const unsubscribe: () => void = runner.on(
  'taskCompleted',
  ({ task, taskType, workerId, domain, executeMs, late, result }) => {
    const texts: (string | undefined)[] = [task.taskId, taskType, workerId, domain, result?.reasonForIncompletion];
    const numbers: number[] = [executeMs];
    const isLate: boolean = late;
    use(texts, numbers, isLate);
  },
);
unsubscribe();

runner.on('taskDropped', ({ reason }) => {
  switch (reason) {
    case 'cancelled':
    case 'gone':
    case 'refused':
    case 'gaveUp':
    case 'abandoned':
    case undefined:
      return;
  }
});
runner.on('loopStateChanged', ({ from, to, cause }) => {
  use(`${from} ${to} ${cause}`);
});
runner.on('error', ({ error, cause }) => use(error, cause.length));
runner.on('stopped', ({ completed, errors, durationMs }) => use(completed + durationMs, errors.length));
runner.once('started', async ({ workers }) => {
  await Promise.resolve(workers.length);
});

// A listener may be passed around, and taken back.
const listener = ({ received }: { readonly received: number }): void => use(received);
runner.on('pollCompleted', listener);
runner.off('pollCompleted', listener);
