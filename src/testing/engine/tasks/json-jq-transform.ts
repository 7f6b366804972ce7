import { javaText } from '../expressions/java-text.js';
import { runJq } from '../scripts/jq.js';
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

/** The server does it within the evaluation; here jq is another program's library, which answers later. */
export const jsonJqTransformSystemTask: SystemTaskType = {
  name: 'JSON_JQ_TRANSFORM',
  isAsync: true,
  async work({ inputData }) {
    const { queryExpression } = inputData;
    if (queryExpression === undefined || queryExpression === null) {
      return { status: 'FAILED', reason: "Missing 'queryExpression' in input parameters" };
    }
    try {
      const results = await runJq(javaText(queryExpression), inputData);
      return { status: 'COMPLETED', output: { result: results[0] ?? null, resultList: results } };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { status: 'FAILED', reason, output: { error: reason } };
    }
  },
};
