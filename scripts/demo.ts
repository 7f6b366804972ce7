/**
 * `npm run demo [-- --workflows N]`: workers at work. Registers a workflow of three tasks, runs it for a number of orders and shows what happens, on
 * the server that CONDUCTOR_SERVER_URL names, else on one in this process. Exits with 0 if every workflow completed.
 */
import { parseArgs } from 'node:util';

import { ConductorError, TaskRunner } from '../src/index.js';
import { interruption } from './conductor-server/interruption.js';
import { demoServer, type DemoServer } from './demo/demo-server.js';
import { orderWorkers } from './demo/order-workers.js';
import { someOrders, WORKFLOW } from './demo/order-workflow.js';
import { registerOrderWorkflow, runOrders } from './demo/run-orders.js';
import { showProgress } from './demo/show-progress.js';

const print = (line: string): void => console.log(line);

/** @returns whether every workflow completed */
async function demo({ client }: DemoServer, workflows: number, signal: AbortSignal): Promise<boolean> {
  const startedAt = performance.now();
  const runner = new TaskRunner({ client, workers: orderWorkers, requireServer: true });
  const tally = showProgress(runner, print);
  try {
    await runner.start();
    await registerOrderWorkflow(client);
    const orders = someOrders(workflows);
    print(`Starting ${workflows} workflows of ${WORKFLOW}`);
    const ended = await runOrders(client, orders, signal);

    print('');
    for (const { correlationId, workflowId, status, output, reasonForIncompletion } of ended) {
      print(`${correlationId ?? ''} ${status} ${workflowId} ${reasonForIncompletion ?? JSON.stringify(output)}`);
    }
    const completed = ended.filter(({ status }) => status === 'COMPLETED').length;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    print('');
    print(`${completed} of ${workflows} workflows completed in ${seconds} s.`);
    print(`Task attempts: ${tally.completed} completed, ${tally.failed} failed, ${tally.other} with another outcome.`);
    return completed === workflows;
  } finally {
    const hasRun = runner.status().state === 'running';
    const report = await runner.stop();
    if (hasRun) print(`The runner has stopped after ${Math.round(report.durationMs)} ms.`);
  }
}

function parse(args: readonly string[]): number {
  const { values } = parseArgs({ args: [...args], options: { workflows: { type: 'string', default: '10' } } });
  const workflows = Number(values.workflows);
  if (!Number.isInteger(workflows) || workflows < 1 || workflows > 1000) {
    throw new RangeError(`--workflows must be a number from 1 to 1000, not "${values.workflows}"`);
  }
  return workflows;
}

/** One line for what the user can do something about, all there is for anything else. */
function explain(error: unknown): unknown {
  const isExpected =
    error instanceof RangeError || error instanceof ConductorError || (error instanceof TypeError && 'code' in error);
  return isExpected ? error.message : error;
}

const { signal, release } = interruption();
try {
  const workflows = parse(process.argv.slice(2));
  const server = await demoServer(print);
  try {
    process.exitCode = (await demo(server, workflows, signal)) ? 0 : 1;
  } finally {
    await server.close();
  }
} catch (error) {
  console.error(signal.aborted ? 'Interrupted.' : explain(error));
  process.exitCode = 1;
} finally {
  release();
}
