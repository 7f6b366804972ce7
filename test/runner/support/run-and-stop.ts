import { createConductorClient } from '../../../src/client/create-conductor-client.js';
import { TaskRunner } from '../../../src/runner/task-runner.js';

/*
 * A process of its own that runs several runners at once, stops them, and ends when no handle is left: it never exits by itself. Each of
 * its arguments says how a runner gets its client and what is under way when it stops, and is the name of its task type. Prints the stop
 * report of each as a line of JSON.
 */

async function runAndStop(kind: string): Promise<void> {
  const client = kind === 'given' ? createConductorClient() : undefined;
  const runner = new TaskRunner({
    ...(client !== undefined && { client }),
    workers: [
      {
        name: kind,
        execute: async ({ taskId }, context) => {
          context.log(`working on ${taskId}`);
          if (kind === 'abandoned') await new Promise(() => undefined);
          if (kind === 'handed-back') {
            const aborted = new Error('aborted');
            await new Promise((_, reject) => context.signal.addEventListener('abort', () => reject(aborted)));
          }
          return { paid: true };
        },
      },
    ],
    plugins: kind === 'failed-start' ? [{ name: 'broken', setup: () => Promise.reject(new Error('no')) }] : [],
  });
  const endsByItself = kind === 'given' || kind === 'own';
  const ready = new Promise<void>((resolve) => {
    if (endsByItself) runner.once('taskCompleted', () => resolve());
    else runner.once('executionStarted', () => resolve());
  });
  const isStarted = await runner.start().then(
    () => true,
    () => false,
  );
  if (isStarted) await ready;
  const { errors, ...counts } = await runner.stop({ drainMs: endsByItself ? 5_000 : 50, abortMs: 50 });
  await client?.close();
  console.log(JSON.stringify({ kind, isStarted, ...counts, errors: errors.map(String) }));
}

await Promise.all(process.argv.slice(2).map(runAndStop));
