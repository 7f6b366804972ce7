import type { SpanContext } from '@opentelemetry/api';
import type { Task, TaskDef, WorkflowTask } from '../../src/index.js';
import type { OpenTelemetryApi } from './options.js';
import { readContext } from './trace-parent.js';
import { derivedContext, isSampled } from './workflow-trace.js';

/*
 * What a task's input may tell, as `_otel`. All of it is optional, and any of it may be null or nonsense.
 *
 *   traceparent, tracestate   the context that the workflow was started in: its tasks belong to that trace
 *   parentWorkflowId          the workflow that started this one as a sub-workflow
 *   parentTraceparent         the context that that one was started in: without it, its trace is the one that follows from its id
 */

/** The key of a workflow's or task's input under which a context travels. */
export const INPUT_KEY = '_otel';

/** What is longer is no workflow's id. */
const LONGEST_ID = 255;

/** Where the spans of a task belong. */
export interface TaskTrace {
  /** The parent of its `execute` span. */
  readonly parent: SpanContext;
  /** The workflow that started this one as a sub-workflow, where the input tells. */
  readonly parentWorkflowId: string | undefined;
  /** The trace of that workflow, if it is another one. */
  readonly parentTrace: SpanContext | undefined;
}

/** The context that came with a task's input, else the one that follows from its workflow's id. */
export function traceOf(api: OpenTelemetryApi, task: Task, ratio: number): TaskTrace {
  const told = toldBy(task);
  if (told === undefined) {
    return {
      parent: derivedContext(task.workflowInstanceId, ratio),
      parentWorkflowId: undefined,
      parentTrace: undefined,
    };
  }
  const { parentWorkflowId: id, parentTraceparent } = told;
  const travelled = readContext(api, told);
  const parentWorkflowId = typeof id === 'string' && id !== '' && id.length <= LONGEST_ID ? id : undefined;
  return {
    parent: travelled ?? derivedContext(task.workflowInstanceId, ratio),
    parentWorkflowId,
    // A context of its own can only have come from the workflow above: both are of one trace then.
    parentTrace:
      travelled === undefined && parentWorkflowId !== undefined
        ? (readContext(api, { traceparent: parentTraceparent }) ?? derivedContext(parentWorkflowId, ratio))
        : undefined,
  };
}

/** Whether a task certainly belongs to no trace that is recorded. Cheaper than finding out which one it is. */
export function isUntraced(task: Task, ratio: number): boolean {
  return toldBy(task) === undefined && !isSampled(task.workflowInstanceId, ratio);
}

function toldBy({ inputData }: Task): Readonly<Record<string, unknown>> | undefined {
  // Declared as always there; a server or another worker's client may leave it out.
  const told = (inputData as Readonly<Record<string, unknown>> | undefined)?.[INPUT_KEY];
  return typeof told === 'object' && told !== null ? (told as Readonly<Record<string, unknown>>) : undefined;
}

/**
 * A task definition whose tasks get the context of their workflow's input, and what is known of the workflow that started theirs. The
 * server fills them in when it schedules a task, as `_otel`; where there is nothing to fill in they are null.
 *
 * @example
 * await MetadataResourceService.registerTaskDefs({ client, body: [tracedTaskDef({ name: 'charge_card', retryCount: 3 })] });
 */
export function tracedTaskDef(definition: TaskDef): TaskDef {
  const template = {
    traceparent: `\${workflow.input.${INPUT_KEY}.traceparent}`,
    tracestate: `\${workflow.input.${INPUT_KEY}.tracestate}`,
    parentWorkflowId: '${workflow.parentWorkflowId}',
    parentTraceparent: `\${workflow.input.${INPUT_KEY}.parentTraceparent}`,
  };
  return { ...definition, inputTemplate: { ...definition.inputTemplate, [INPUT_KEY]: template } };
}

/**
 * A SUB_WORKFLOW task whose workflow is linked to the right trace also where the workflow above was started in a context. Needed only then:
 * a trace that follows from the id of the workflow above is found without it.
 *
 * @example
 * tasks: [tracedSubWorkflow({ name: 'ship', taskReferenceName: 'ship', type: 'SUB_WORKFLOW', subWorkflowParam: { name: 'ship' } })]
 */
export function tracedSubWorkflow(task: WorkflowTask): WorkflowTask {
  const told = { parentTraceparent: `\${workflow.input.${INPUT_KEY}.traceparent}` };
  return { ...task, inputParameters: { ...task.inputParameters, [INPUT_KEY]: told } };
}
