/**
 * The worker thread that jq runs in: WebAssembly cannot be interrupted, only a thread that it runs in can be ended. Plain JavaScript in a
 * text, as in script-worker-source.ts.
 *
 * Takes `{expression, input}` and answers `{output}`, one result as JSON per line, or `{error}`, then wakes the caller.
 */
export const JQ_WORKER = String.raw`'use strict';
const { workerData: { port, signal, path } } = require('node:worker_threads');

// What jq writes with debug and stderr, and its own complaints, which come as an error as well.
for (const name of ['log', 'warn', 'error']) console[name] = () => {};

const wake = () => {
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
};
const loaded = Promise.resolve(require(path));
loaded.then(wake, wake);

port.on('message', async ({ expression, input }) => {
  let reply;
  try {
    const jq = await loaded;
    // A space in front, since jq would take -1 for an option.
    reply = { output: await jq.raw(input, ' ' + expression, ['-c']) ?? '' };
  } catch (error) {
    reply = { error: String(error.stderr || error.message || error), isBroken: error.exitCode === undefined };
  }
  port.postMessage(reply);
  wake();
});
`;
