import type { TaskDef, Workflow } from '../../../generated/index.js';
import type { AnyWorker } from '../../../src/index.js';
import { registerTaskDefs, registerWorkflow } from './register.js';
import { request } from './request.js';
import { uniqueName } from './unique-name.js';
import { startWorkflow } from './workflows.js';

const AT_ONCE = 12;

/** A workflow of several tasks one after the other, each with a task definition of its own. */
export interface ChainedWorkflow {
  readonly name: string;
  /** One per task: it adds 1 to what the task before it gave. */
  readonly workers: readonly AnyWorker[];
  /** How often a handler was called for a poll: by task id and `pollCount`. */
  readonly calls: ReadonlyMap<string, number>;
}

/** Registers a chain of `length` tasks `step1` … whose output is `{ count }`: the input's `count` and one for each task. */
export async function defineChain(
  length: number,
  settings: Omit<TaskDef, 'name'>,
  concurrency: number,
): Promise<ChainedWorkflow> {
  const name = uniqueName('e2e_chain');
  const steps = Array.from({ length }, (_, index) => `step${index + 1}`);
  await registerTaskDefs(steps.map((step) => ({ ...settings, name: `${name}_${step}` })));
  await registerWorkflow({
    name,
    tasks: steps.map((step, index) => ({
      name: `${name}_${step}`,
      taskReferenceName: step,
      type: 'SIMPLE',
      inputParameters: { count: index === 0 ? '${workflow.input.count}' : `\${step${index}.output.count}` },
    })),
  });
  const calls = new Map<string, number>();
  const workers = steps.map((step): AnyWorker => ({
    name: `${name}_${step}`,
    concurrency,
    execute: ({ taskId, pollCount, inputData }) => {
      const call = `${taskId}#${pollCount}`;
      calls.set(call, (calls.get(call) ?? 0) + 1);
      return { count: Number(inputData.count) + 1 };
    },
  }));
  return { name, workers, calls };
}

/** Starts `howMany` workflows with the inputs `{ count: 0 }`, `{ count: 1 }` … */
export function startMany(name: string, howMany: number): Promise<string[]> {
  return inTurns(
    Array.from({ length: howMany }, (_, count) => count),
    (count) => startWorkflow(name, { count }),
  );
}

export function getWorkflows(ids: readonly string[]): Promise<Workflow[]> {
  // The shape is what the tests are about; here the server is believed.
  return inTurns(ids, async (id) => (await request('GET', `/api/workflow/${id}`)) as Workflow);
}

/** The ids of those that have not ended. */
export async function runningIds(name: string): Promise<string[]> {
  return (await request('GET', `/api/workflow/running/${name}`)) as string[];
}

/** Does `work` for each of the items, some of them at the same time, and returns what came of them in their order. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const entries = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of entries) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results;
}
