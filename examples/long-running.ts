/**
 * Two kinds of long work, and what a stop means for them.
 *
 *   CONDUCTOR_SERVER_URL=http://localhost:8080/api npx tsx examples/long-running.ts
 *
 * Stop it while it works (Ctrl-C), and start it again: `count_pages` goes on where it was.
 */
import { setTimeout as work } from 'node:timers/promises';

import { completed, inProgress, TaskRunner, type AnyWorker } from 'conductor-typescript';

/** The work goes on elsewhere: look at it from time to time. The task is not held meanwhile, so nothing has to be extended. */
const waitForReport: AnyWorker = {
  name: 'wait_for_report',
  execute({ pollCount }) {
    if (pollCount < 3) return inProgress({ callbackAfterSeconds: 1, outputData: { looked: pollCount } });
    return completed({ looked: pollCount });
  },
};

/** The work is done here. The runner extends the task's lease for as long as it takes. */
const countPages: AnyWorker = {
  name: 'count_pages',
  concurrency: 1,
  async execute({ inputData, outputData }, { signal, shutdownSignal }) {
    const pages = Number(inputData.pages);
    let counted = Number(outputData.counted ?? 0);
    while (counted < pages) {
      // The runner is about to stop: keep what has been done, and let another process go on with it.
      if (shutdownSignal.aborted) return inProgress({ callbackAfterSeconds: 0, outputData: { counted } });
      await work(50, undefined, { signal });
      counted += 1;
    }
    return { counted };
  },
};

const runner = new TaskRunner({ workers: [waitForReport, countPages] });
runner.on('taskInProgress', ({ taskType, result }) => console.log(`${taskType} goes on later`, result?.outputData));
runner.on('taskCompleted', ({ taskType, result }) => console.log(`${taskType} is done`, result?.outputData));
await runner.start();

for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => {
    void runner.stop({ drainMs: 5_000 }).then(({ completed, inProgress, handedBack, abandoned, unsent }) => {
      console.log('stopped', { completed, inProgress, handedBack, abandoned, unsent });
    });
  });
}
