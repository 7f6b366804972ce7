// Compiled by the package test with skipLibCheck off, against the packed declarations.
import {
  ConductorApiError,
  createConductorClient,
  defineWorker,
  TaskResourceService,
  TaskRunner,
  WorkflowResourceService,
  type AnyWorker,
  type Plugin,
  type RunnerEvents,
  type StandardSchemaV1,
  type Task,
} from 'conductor-typescript';

declare const Input: StandardSchemaV1<unknown, { readonly amount: number }>;
declare function print(line: string): void;

const charge = defineWorker({
  name: 'charge',
  input: Input,
  execute: ({ inputData }) => ({ doubled: inputData.amount * 2 }),
});
const echo: AnyWorker = { name: 'echo', execute: (task) => ['COMPLETED', task.inputData] };
const plugin: Plugin = { name: 'p', setup: (host) => void host.on('taskFailed', ({ reason }) => print(reason ?? '')) };

const client = createConductorClient({ serverUrl: 'http://localhost:8080/api' });
const runner = new TaskRunner({ client, workers: [charge, echo], plugins: [plugin] });
runner.on('taskCompleted', ({ task, executeMs }: RunnerEvents['taskCompleted']) =>
  print(`${task.taskId} ${executeMs}`),
);

export async function look(taskId: string): Promise<Task['status'] | undefined> {
  try {
    const { data } = await TaskResourceService.getTask({ client, path: { taskId }, timeoutMs: 1_000, retry: false });
    return data.status;
  } catch (error) {
    if (error instanceof ConductorApiError) return undefined;
    throw error;
  }
}

export async function start(): Promise<string> {
  const { data } = await WorkflowResourceService.startWorkflow({
    client,
    body: { name: 'w', input: { any: [1, null] } },
  });
  // @ts-expect-error -- a workflow id is a text: the declarations are seen, not `any`
  const wrong: number = data;
  return data + String(wrong);
}

// @ts-expect-error -- an array is no output
export const bad: AnyWorker = { name: 'bad', execute: () => [1, 2, 3] };
