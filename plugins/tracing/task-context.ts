import type { SpanContext } from '@opentelemetry/api';
import type { Task, TaskDef } from '../../src/index.js';
import type { OpenTelemetryApi } from './options.js';
import { readContext } from './trace-parent.js';
import type { WorkflowTraces } from './workflow-trace.js';

/** The key of a workflow's or task's input under which a context travels. */
export const INPUT_KEY = '_otel';

/** What is longer is no workflow's id: an input may hold anything. */
const LONGEST_ID = 255;

/** Where the spans of a task belong. */
export interface TaskTrace {
  /** The parent of its `execute` span. */
  readonly parent: SpanContext;
  /** The workflow that started this one as a sub-workflow, where the input tells. */
  readonly parentWorkflowId: string | undefined;
}

/** The context that came with a task's input, else the one that follows from its workflow's id. */
export function traceOf(api: OpenTelemetryApi, task: Task, workflows: WorkflowTraces): TaskTrace {
  // Declared as always there; a server or another worker's client may leave it out.
  const input = task.inputData as Readonly<Record<string, unknown>> | undefined;
  const given = input?.[INPUT_KEY];
  const travelled = typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>) : {};
  const { parentWorkflowId: id } = travelled;
  return {
    parent: readContext(api, travelled) ?? workflows.contextOf(task.workflowInstanceId),
    parentWorkflowId: typeof id === 'string' && id !== '' && id.length <= LONGEST_ID ? id : undefined,
  };
}

/**
 * A task definition whose tasks get the context of their workflow's input, and the id of the workflow that started theirs. The server
 * fills them in when it schedules a task, as `_otel`; where there is nothing to fill in they are null.
 *
 * @example
 * await MetadataResourceService.registerTaskDefs({ client, body: [tracedTaskDef({ name: 'charge_card', retryCount: 3 })] });
 */
export function tracedTaskDef(definition: TaskDef): TaskDef {
  const template = {
    traceparent: `\${workflow.input.${INPUT_KEY}.traceparent}`,
    tracestate: `\${workflow.input.${INPUT_KEY}.tracestate}`,
    parentWorkflowId: '${workflow.parentWorkflowId}',
  };
  return { ...definition, inputTemplate: { ...definition.inputTemplate, [INPUT_KEY]: template } };
}
