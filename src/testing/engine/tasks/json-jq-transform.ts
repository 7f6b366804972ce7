import { addOutput } from '../decider/draft.js';
import { javaText } from '../expressions/java-text.js';
import { runJq } from '../scripts/jq.js';
import type { TaskState } from '../model.js';
import type { SystemTaskType, TaskType } from './task-type.js';

/** A jq program over its input. */
export const jsonJqTransform: TaskType = {
  name: 'JSON_JQ_TRANSFORM',
  map(context) {
    const task = context.startedTask();
    task.inputData = context.input(context.taskDef ?? context.draft.context.taskDef(context.workflowTask.name));
    return [task];
  },
};

export const jsonJqTransformSystemTask: SystemTaskType = {
  name: 'JSON_JQ_TRANSFORM',
  isAsync: false,
  start(_draft, task) {
    const { queryExpression } = task.inputData;
    if (queryExpression === undefined || queryExpression === null) {
      fail(task, "Missing 'queryExpression' in input parameters");
      return;
    }
    try {
      const results = runJq(javaText(queryExpression), task.inputData);
      addOutput(task, { result: results[0] ?? null, resultList: results });
      task.status = 'COMPLETED';
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      addOutput(task, { error: reason });
      fail(task, reason);
    }
  },
};

function fail(task: TaskState, reason: string): void {
  task.status = 'FAILED';
  task.reasonForIncompletion = reason;
}
