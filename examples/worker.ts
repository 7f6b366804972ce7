/**
 * The smallest worker. It runs until it is told to stop, and then finishes what it has begun.
 *
 *   CONDUCTOR_SERVER_URL=http://localhost:8080/api npx tsx examples/worker.ts
 */
import { TaskRunner } from 'conductor-typescript';

const runner = new TaskRunner({
  workers: [{ name: 'greet', execute: ({ inputData }) => ({ text: `Hello ${String(inputData.name)}` }) }],
});
runner.on('taskCompleted', ({ task, executeMs }) => console.log(`${task.taskId} took ${executeMs.toFixed(1)} ms`));
await runner.start();

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void runner.stop());
