import type { TaskMock, WorkflowTestRequest } from '../../../generated/index.js';
import type { Mocks } from '../engine/mock-operations.js';
import type { FromWire } from '../engine/metadata/from-wire.js';
import { serverError } from '../engine/engine-error.js';
import { json } from './answer.js';
import { jsonBody } from './arguments.js';
import { startRequestFields } from './definition-shapes.js';
import { anyMap, classOf, listOf, long, mapOf, oneOf, type JavaShape } from './java-shape.js';
import type { OperationTable } from './operation.js';

/** Mocks as they come: anything may be null. */
interface Unchecked {
  readonly taskRefToMockOutput?: Readonly<Record<string, readonly (FromWire<TaskMock> | null)[] | null>> | null;
  readonly subWorkflowTestRequest?: Readonly<Record<string, Unchecked>> | null;
}

type TestRequest = Omit<WorkflowTestRequest, 'taskToDomain' | keyof Unchecked> &
  Unchecked & { readonly taskToDomain?: Record<string, string> | null };

const REQUEST = 'com.netflix.conductor.common.run.WorkflowTestRequest';
/** The server's method, which its message about a missing body names. */
const TEST =
  'public com.netflix.conductor.common.run.Workflow ' +
  `com.netflix.conductor.rest.controllers.WorkflowResource.testWorkflow(${REQUEST})`;

const status = oneOf(
  'com.netflix.conductor.common.metadata.tasks.TaskResult$Status',
  ...['IN_PROGRESS', 'FAILED', 'FAILED_WITH_TERMINAL_ERROR', 'COMPLETED', 'CANCELED'],
);
const taskMock = classOf(`${REQUEST}$TaskMock`, () => ({
  status,
  output: anyMap,
  executionTime: long,
  queueWaitTime: long,
}));

const testRequest: JavaShape = classOf(REQUEST, () => ({
  ...startRequestFields(),
  taskRefToMockOutput: mapOf(listOf(taskMock)),
  subWorkflowTestRequest: mapOf(testRequest),
}));

/** Runs a workflow with mocks, as far as they reach. */
export const workflowTestOperations: OperationTable = {
  'POST /api/workflow/test': ({ engine }, call) => {
    const request = testRequest.read(jsonBody(call, { javaMethod: TEST })) as TestRequest;
    const { taskRefToMockOutput: _mocks, subWorkflowTestRequest: _ofChildren, ...start } = request;
    if (start.taskToDomain === null) {
      throw serverError(
        `Cannot invoke "java.util.Map.put(Object, Object)" because the return value of "${REQUEST}.getTaskToDomain()" is null`,
      );
    }
    // So that no worker takes a task of it.
    const taskToDomain = { ...start.taskToDomain, '*': crypto.randomUUID() };
    const stumbles = stumblesOver(request);
    const workflowId = engine.workflows.newId();
    // It may be over at once.
    const letGo = engine.workflows.keep(workflowId);
    try {
      engine.mocks.start({ ...start, taskToDomain }, stumbles === undefined ? (request as Mocks) : {}, { workflowId });
      if (stumbles !== undefined) throw serverError(stumbles);
      return json(engine.workflows.get(workflowId));
    } finally {
      letGo();
    }
  },
};

/** A null that the server stumbles over when it comes to the mocks: the workflow has started by then, and stays. */
function stumblesOver({ taskRefToMockOutput, subWorkflowTestRequest }: Unchecked): string | undefined {
  if (taskRefToMockOutput === null)
    return 'Cannot invoke "java.util.Map.containsKey(Object)" because "mockData" is null';
  for (const mock of Object.values(taskRefToMockOutput ?? {}).flatMap((mocks) => mocks ?? [])) {
    if (mock === null) return `Cannot invoke "${REQUEST}$TaskMock.getExecutionTime()" because "task" is null`;
    if (mock.output === null || mock.output === undefined) {
      return 'Cannot invoke "java.util.Map.size()" because "m" is null';
    }
  }
  const ofChildren = Object.values(subWorkflowTestRequest ?? {}).map((mocks) => stumblesOver(mocks));
  return ofChildren.find((message) => message !== undefined);
}
