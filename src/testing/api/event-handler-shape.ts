import {
  anyJson,
  anyMap,
  boolean,
  boxedBoolean,
  boxedInt,
  classOf,
  listOf,
  mapOf,
  oneOfListed,
  text,
} from './java-shape.js';

const HANDLER = 'com.netflix.conductor.common.metadata.events.EventHandler';

const actionType = oneOfListed(
  `${HANDLER}$Action$Type`,
  [
    ...['start_workflow', 'complete_task', 'fail_task', 'terminate_workflow'],
    ...['update_workflow_variables', 'start_agent'],
  ],
  [
    ...['fail_task', 'start_agent', 'complete_task', 'start_workflow'],
    ...['terminate_workflow', 'update_workflow_variables'],
  ],
);

const taskDetails = classOf(`${HANDLER}$TaskDetails`, () => ({
  workflowId: text,
  taskId: text,
  taskRefName: text,
  reasonForIncompletion: text,
  output: anyMap,
  outputMessage: anyJson,
}));

const action = classOf(`${HANDLER}$Action`, () => ({
  action: actionType,
  start_workflow: classOf(`${HANDLER}$StartWorkflow`, () => ({
    name: text,
    version: boxedInt,
    correlationId: text,
    input: anyMap,
    inputMessage: anyJson,
    taskToDomain: mapOf(text),
  })),
  complete_task: taskDetails,
  fail_task: taskDetails,
  expandInlineJSON: boolean,
  terminate_workflow: classOf(`${HANDLER}$TerminateWorkflow`, () => ({ workflowId: text, terminationReason: text })),
  update_workflow_variables: classOf(`${HANDLER}$UpdateWorkflowVariables`, () => ({
    workflowId: text,
    variables: anyMap,
    appendArray: boxedBoolean,
  })),
  start_agent: classOf(`${HANDLER}$StartAgent`, () => ({
    name: text,
    version: boxedInt,
    prompt: text,
    sessionId: text,
    media: listOf(text),
    context: anyMap,
    idempotencyKey: text,
  })),
}));

/** What listens to an event. */
export const eventHandlerShape = classOf(HANDLER, () => ({
  name: text,
  event: text,
  condition: text,
  actions: listOf(action),
  active: boolean,
  evaluatorType: text,
}));
