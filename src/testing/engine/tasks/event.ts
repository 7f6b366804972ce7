import { addOutput } from '../decider/draft.js';
import { inHashMapOrder } from '../expressions/java-hash-map.js';
import type { TaskState, WorkflowState } from '../model.js';
import { isAsyncComplete, type SystemTaskType, type TaskType } from './task-type.js';

/** Tells the world something: event handlers listen. */
export const event: TaskType = {
  name: 'EVENT',
  map(context) {
    const { workflowTask } = context;
    const inputParameters = {
      ...workflowTask.inputParameters,
      sink: workflowTask.sink ?? null,
      asyncComplete: workflowTask.asyncComplete ?? false,
    };
    // The server writes them into the definition of the workflow.
    const task = context.newTask(context.amended({ ...workflowTask, inputParameters }));
    task.inputData = context.inputOf(inputParameters);
    return [task];
  },
};

export const eventSystemTask: SystemTaskType = {
  name: 'EVENT',
  isAsync: false,
  isCompletedElsewhere: isAsyncComplete,
  start(draft, task) {
    const { workflow } = draft;
    task.status = 'IN_PROGRESS';
    addOutput(task, {
      ...task.inputData,
      workflowInstanceId: workflow.workflowId,
      workflowType: workflow.workflowDefinition.name,
      workflowVersion: workflow.workflowDefinition.version ?? 1,
      correlationId: workflow.correlationId ?? null,
      taskToDomain: workflow.taskToDomain,
    });
    const name = eventName(workflow, task);
    if (name === undefined) {
      task.status = 'FAILED';
      task.reasonForIncompletion = `Invalid / Unsupported sink specified: ${String(task.inputData.sink)}`;
      return;
    }
    task.outputData = inHashMapOrder({ ...task.outputData, event_produced: name });
  },
  execute(draft, task) {
    const name = task.outputData.event_produced;
    if (typeof name !== 'string') return false;
    // Published once: it stays open afterwards when somebody else completes it.
    if (!task.isPublished) {
      const [kind] = name.split(':');
      if (kind !== 'conductor') {
        task.status = 'FAILED';
        task.reasonForIncompletion = `Error loading queue:${name}, for task:${task.taskId}, error: Unknown queue type ${kind ?? ''}`;
        return false;
      }
      task.isPublished = true;
      draft.effects.push({ do: 'publish', event: name, messageId: task.taskId, payload: task.outputData });
    }
    if (isAsyncComplete(task)) return false;
    task.status = 'COMPLETED';
    return true;
  },
};

/** `conductor` is the task's own event, `conductor:x` one of its workflow; other sinks are names already. */
function eventName(workflow: WorkflowState, task: TaskState): string | undefined {
  const sink = typeof task.inputData.sink === 'string' ? task.inputData.sink : 'null';
  const { name } = workflow.workflowDefinition;
  if (!sink.startsWith('conductor')) return sink;
  if (sink === 'conductor') return `conductor:${name}:${task.referenceTaskName}`;
  if (sink.startsWith('conductor:')) return `conductor:${name}:${sink.replaceAll('conductor:', '')}`;
  return undefined;
}
