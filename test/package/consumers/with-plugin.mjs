// Run by the package test: a program of somebody who has installed this package and a plugin for it. Its types are checked as well.
import { stamps } from 'conductor-plugin-stamps';
import { TaskRunner } from 'conductor-typescript';

/** @type {import('conductor-plugin-stamps').StampCounts[]} */
const ended = [];
/** @type {string[]} */
const causes = [];
const plugin = stamps({ stamp: 'approved', supply: 2, onEnd: (counts) => ended.push(counts) });

const runner = new TaskRunner({
  workers: [{ name: 'double', execute: ({ inputData }) => ({ doubled: 2 * Number(inputData.value) }) }],
  plugins: [plugin],
});
runner.on('error', ({ cause, error }) => void causes.push(`${cause}: ${String(error)}`));
let left = 3;
runner.on('taskCompleted', async () => {
  left -= 1;
  if (left > 0) return;
  const { errors } = await runner.stop();
  console.log(JSON.stringify({ ended, now: plugin.counts, causes, stopErrors: errors.map(String) }));
});
await runner.start();
