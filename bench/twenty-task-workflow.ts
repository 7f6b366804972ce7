/**
 * `npm run bench:workflow`: how long a workflow of twenty tasks takes in a test: with real workers on the in-process Conductor, with retries
 * after a minute and a wait of seven days. By the wall clock, since that is what a test waits for.
 */
import { MetadataResourceService } from '../src/index.js';
import { createTestConductor } from '../src/testing/index.js';
import { median } from './summary.js';
import { twentyTasks } from './twenty-tasks.js';

const WARM_UP_RUNS = 20;
const RUNS = 50;

const { workflow, taskDefs, workers } = twentyTasks('bench', { wait: '7 days', retryDelaySeconds: 60 });
const conductor = await createTestConductor({ keepFinished: 10 });
await MetadataResourceService.registerTaskDefs({ client: conductor.client, body: [...taskDefs] });
await conductor.startWorkers(workers);

/** @returns how long it took, in milliseconds */
async function run(): Promise<number> {
  const startedAt = performance.now();
  const { status, tasks, startTime, endTime } = await conductor.run(workflow, { orderId: 17 });
  const tookMs = performance.now() - startedAt;
  if (status !== 'COMPLETED' || tasks.length !== 24) throw new Error(`${status} after ${tasks.length} tasks`);
  if (endTime - startTime < 7 * 86_400_000) throw new Error('it has not waited for seven days');
  return tookMs;
}

const first = await run();
for (let nth = 1; nth < WARM_UP_RUNS; nth += 1) await run();
const times: number[] = [];
for (let nth = 0; nth < RUNS; nth += 1) times.push(await run());
await conductor.close();

const shown = (ms: number): string => `${ms.toFixed(1)} ms`;
console.log(`20 tasks, 4 retries, a wait of 7 days, ${RUNS} runs after ${WARM_UP_RUNS} to warm up:`);
console.log(
  `median ${shown(median(times))}, from ${shown(Math.min(...times))} to ${shown(Math.max(...times))}; the very first took ${shown(first)}`,
);
