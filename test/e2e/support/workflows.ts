import type { StartWorkflowRequest, Task, TaskDef, Workflow, WorkflowDef } from '../../../generated/index.js';
import { registerTaskDefs, registerWorkflow } from './register.js';
import { request } from './request.js';
import { uniqueName } from './unique-name.js';
import { waitForWorkflow } from './wait-for-workflow.js';

/** The reference name of the task in workflows of `defineTask`. */
export const ONLY = 'only';

/**
 * Registers a task definition of a new name, and a workflow of the same name whose only task it is; the task gets the workflow's input.
 * One attempt unless `settings` say more, and no delay between attempts.
 */
export async function defineTask(
  settings: Omit<TaskDef, 'name'> = {},
  workflow: Partial<WorkflowDef> = {},
): Promise<string> {
  const name = uniqueName('e2e_task');
  await registerTaskDefs([{ name, retryCount: 0, retryDelaySeconds: 0, ...settings }]);
  await registerWorkflow({
    name,
    tasks: [{ name, taskReferenceName: ONLY, type: 'SIMPLE', inputParameters: { given: '${workflow.input}' } }],
    ...workflow,
  });
  return name;
}

/** @returns the workflow's id */
export async function startWorkflow(
  name: string,
  input: Record<string, unknown> = {},
  more: Omit<StartWorkflowRequest, 'name' | 'input'> = {},
): Promise<string> {
  const id = await request('POST', '/api/workflow', { body: { ...more, name, input } });
  if (typeof id !== 'string') throw new Error(`not a workflow id: ${JSON.stringify(id)}`);
  return id;
}

/** All attempts at a task, oldest first. */
export function attemptsOf({ tasks }: Workflow, reference = ONLY): Task[] {
  return tasks.filter((task) => task.referenceTaskName === reference);
}

/** The latest attempt at a task as the server has it, once `isReached` says yes of it. */
export async function waitForTask(
  workflowId: string,
  isReached: (task: Task) => boolean,
  { reference = ONLY, timeoutMs = 20_000 }: { reference?: string; timeoutMs?: number } = {},
): Promise<Task> {
  const latest = (workflow: Workflow): Task | undefined => attemptsOf(workflow, reference).at(-1);
  const reached = await waitForWorkflow(
    workflowId,
    (workflow) => {
      const task = latest(workflow);
      return task !== undefined && isReached(task);
    },
    timeoutMs,
  );
  const task = latest(reached);
  if (task === undefined) throw new Error(`workflow ${workflowId} has no task ${reference}`);
  return task;
}

/** The server's record of one attempt. */
export async function getTask(taskId: string): Promise<Task> {
  // The shape is what the tests are about; here the server is believed.
  return (await request('GET', `/api/tasks/${encodeURIComponent(taskId)}`)) as Task;
}

/** The lines of a task's log, in the server's order. */
export async function logOf(taskId: string): Promise<string[]> {
  const lines = (await request('GET', `/api/tasks/${encodeURIComponent(taskId)}/log`)) as { log: string }[] | undefined;
  return (lines ?? []).map(({ log }) => log);
}

/** Has the server look at the workflow: it notices timeouts only then (its own sweeper does so once in a minute or two). */
export async function decide(workflowId: string): Promise<void> {
  await request('PUT', `/api/workflow/decide/${encodeURIComponent(workflowId)}`);
}

/** `waitForWorkflow` that has the server look for timeouts again and again. */
export async function waitForTimeout(
  workflowId: string,
  isReached: (workflow: Workflow) => boolean,
  timeoutMs = 20_000,
): Promise<Workflow> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    await decide(workflowId);
    try {
      return await waitForWorkflow(workflowId, isReached, Math.min(250, deadline - performance.now()));
    } catch (error) {
      if (performance.now() >= deadline) throw error;
    }
  }
}
