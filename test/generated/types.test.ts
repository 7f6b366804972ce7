/**
 * What the generated types must and must not accept. Most of it is compiled, not run: each `@ts-expect-error` fails the
 * type check as soon as the line below becomes acceptable, each `Holds` as soon as its condition is false.
 */
import { expect } from 'chai';
import type { Client } from '../../generated/client/index.js';
import type {
  AddTaskLogOptions,
  AgentEvent,
  DeleteWorkflowResponses,
  DownloadFileContentResponses,
  ErrorResponse,
  GetTaskExternalStorageLocationOptions,
  PollErrors,
  PollResponses,
  SignalResponse,
  SkipTaskFromWorkflowOptions,
  Task,
  TaskDef,
  TaskResult,
  Workflow,
  WorkflowDef,
  WorkflowTask,
} from '../../generated/index.js';
import * as generated from '../../generated/index.js';
import { AgentResourceService, RetryLogic, TaskResourceService, TaskResultStatus } from '../../generated/index.js';

type Equal<Left, Right> = [Left] extends [Right] ? ([Right] extends [Left] ? true : false) : false;
type Holds<Condition extends true> = Condition;
type AnyJsonMap = Record<string, unknown>;

export type Checks = [
  // Free-form maps exist and hold any JSON value.
  Holds<Equal<Task['inputData'], AnyJsonMap>>,
  Holds<Equal<Task['outputData'], AnyJsonMap>>,
  Holds<Equal<Workflow['input'], AnyJsonMap>>,
  Holds<Equal<Workflow['variables'], AnyJsonMap>>,
  Holds<Equal<WorkflowTask['inputParameters'], AnyJsonMap | undefined>>,
  Holds<Equal<WorkflowDef['outputParameters'], AnyJsonMap | undefined>>,
  // Answers that may be empty say so; errors are typed.
  Holds<Equal<PollResponses, Record<200, Task> & Record<204, void>>>,
  Holds<Equal<DeleteWorkflowResponses, Record<204, void>>>,
  Holds<Equal<PollErrors['default'], ErrorResponse>>,
  Holds<Equal<Task['taskDefinition'], TaskDef | null | undefined>>,
  // Text, binary, maps in a query, closed lists of values.
  Holds<Equal<AddTaskLogOptions['body'], string>>,
  Holds<Equal<DownloadFileContentResponses[200], Blob | File>>,
  Holds<Equal<NonNullable<SkipTaskFromWorkflowOptions['query']>['taskOutput'], Record<string, string> | undefined>>,
  Holds<Equal<GetTaskExternalStorageLocationOptions['query']['operation'], 'READ' | 'WRITE'>>,
];

// What callers must give, and no more.
export const result: TaskResult = { workflowInstanceId: 'w', taskId: 't', status: 'COMPLETED', outputData: { n: 1 } };
export const named: TaskResult = { ...result, status: TaskResultStatus.FAILED_WITH_TERMINAL_ERROR };
export const taskDef: TaskDef = { name: 'charge', retryLogic: RetryLogic.LINEAR_BACKOFF };
export const workflowDef: WorkflowDef = { name: 'order', tasks: [{ name: 'charge', taskReferenceName: 'charge' }] };
// @ts-expect-error a result without a status is a 500
export const withoutStatus: TaskResult = { workflowInstanceId: 'w', taskId: 't' };
// @ts-expect-error an update cannot set this status
export const scheduled: TaskResult = { ...result, status: 'SCHEDULED' };
// @ts-expect-error a definition has a name
export const nameless: TaskDef = { timeoutSeconds: 60 };
// @ts-expect-error a Java accessor, not a field
export const accessor: TaskResult = { ...result, orCreateExecutionMetadata: {} };

/** `responseType` narrows, also in the else branches. */
export function taskOf(response: SignalResponse): string {
  if (response.responseType === 'TARGET_WORKFLOW' || response.responseType === 'BLOCKING_WORKFLOW') {
    return response.tasks.map((task) => task.taskId).join();
  }
  return response.taskDefName;
}

/** Every call names its client; what it resolves to is typed. */
export async function calls(client: Client): Promise<unknown[]> {
  const { data: task } = await TaskResourceService.getTask({ client, path: { taskId: 't' } });
  const status: Task['status'] = task.status;
  const { stream } = await AgentResourceService.streamAgent({ client, path: { executionId: 'e' } });
  const events: AgentEvent[] = [];
  for await (const event of stream) events.push(event);
  // @ts-expect-error there is no client to fall back on
  await TaskResourceService.getTask({ path: { taskId: 't' } });
  // @ts-expect-error the path parameter is missing
  await TaskResourceService.getTask({ client });
  return [status, events];
}

describe('the generated types', () => {
  it('tell the answers of a synchronous call apart by responseType', () => {
    const run = { targetWorkflowId: 'w', targetWorkflowStatus: 'RUNNING', requestId: 'r', workflowId: 'w' } as const;
    const rest = { input: {}, output: {}, signalTimeout: false, priority: 0, createTime: 1, updateTime: 1 };
    const ofWorkflow: SignalResponse = {
      responseType: 'TARGET_WORKFLOW',
      ...run,
      ...rest,
      variables: {},
      tasks: [],
      status: 'RUNNING',
    };
    const ofTask: SignalResponse = {
      responseType: 'BLOCKING_TASK',
      ...run,
      ...rest,
      taskType: 'WAIT',
      taskId: 't',
      referenceTaskName: 'wait',
      retryCount: 0,
      taskDefName: 'WAIT',
      workflowType: 'order',
      status: 'IN_PROGRESS',
    };
    expect([taskOf(ofWorkflow), taskOf(ofTask)]).to.deep.equal(['', 'WAIT']);
  });

  it('have a constant for each list of values, whose names are the values', () => {
    const lists = Object.entries(generated).filter(([, value]) => typeof value === 'object');
    expect(lists.map(([name]) => name)).to.include.members(['TaskStatus', 'TaskResultStatus', 'WorkflowExecutionStatus']);
    for (const [name, values] of lists) {
      for (const [key, value] of Object.entries(values)) expect(key, name).to.equal(String(value).toUpperCase());
    }
  });
});
