import { logging } from '../../../../plugins/logging/index.js';
import { TaskRunner } from '../../../../src/index.js';

/*
 * A process of its own that runs a worker for one task with `logging()` as it comes, and ends when no handle is left: it never exits by
 * itself. Its standard output is the log.
 */

const runner = new TaskRunner({
  workers: [{ name: 'charge', workerId: 'me', execute: () => new Error('no card') }],
  plugins: [logging()],
});
const failed = new Promise<void>((resolve) => void runner.once('taskFailed', () => resolve()));
await runner.start();
await failed;
await runner.stop();
