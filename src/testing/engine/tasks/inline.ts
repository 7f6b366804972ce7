import type { Draft } from '../decider/draft.js';
import { inHashMapOrderThroughout } from '../expressions/java-hash-map.js';
import type { TaskState } from '../model.js';
import { evaluateFunctionBody, evaluateScript } from '../scripts/evaluate-script.js';
import { valueParam } from './value-param.js';
import type { SystemTaskType, TaskType } from './task-type.js';

/** A script. */
export const inline: TaskType = mappedWithTemplate('INLINE');
/** A script, in the first form that the server had: the body of a function. */
export const lambda: TaskType = mappedWithTemplate('LAMBDA');

function mappedWithTemplate(name: string): TaskType {
  return {
    name,
    map(context) {
      const task = context.startedTask();
      task.inputData = context.input(context.taskDef ?? context.draft.context.taskDef(context.workflowTask.name));
      return [task];
    },
  };
}

export const inlineSystemTask: SystemTaskType = {
  name: 'INLINE',
  isAsync: false,
  execute(draft, task) {
    const { evaluatorType = 'javascript', expression } = task.inputData;
    const evaluator = evaluatorType ?? 'javascript';
    if (typeof evaluator !== 'string' || evaluator.trim() === '') {
      return fail(
        draft,
        task,
        "Empty 'evaluatorType' in INLINE task's input parameters. A non-empty String value must be provided.",
        true,
      );
    }
    if (!['javascript', 'graaljs', 'value-param'].includes(evaluator)) {
      return fail(draft, task, `Unknown evaluator '${evaluator}' in INLINE task.`, true);
    }
    if (typeof expression !== 'string' || expression.trim() === '') {
      return fail(
        draft,
        task,
        "Empty 'expression' in Inline task's input parameters. A non-empty String value must be provided.",
        true,
      );
    }
    if (evaluator === 'value-param') return succeed(draft, task, valueParam(expression, task.inputData));
    const result = evaluateScript(expression, { $: task.inputData });
    return 'error' in result
      ? fail(draft, task, result.error, result.isTerminal)
      : succeed(draft, task, inHashMapOrderThroughout(result.value));
  },
};

export const lambdaSystemTask: SystemTaskType = {
  name: 'LAMBDA',
  isAsync: false,
  execute(draft, task) {
    const { scriptExpression } = task.inputData;
    if (typeof scriptExpression !== 'string' || scriptExpression.trim() === '') {
      task.reasonForIncompletion =
        "Empty 'scriptExpression' in Lambda task's input parameters. A non-empty String value must be provided.";
      task.status = 'FAILED';
      return true;
    }
    const result = evaluateFunctionBody(scriptExpression, { $: task.inputData });
    return 'error' in result
      ? fail(draft, task, result.error, false)
      : succeed(draft, task, inHashMapOrderThroughout(result.value));
  },
};

function succeed(draft: Draft, task: TaskState, value: unknown): true {
  draft.addOutput(task, { result: value ?? null });
  task.status = 'COMPLETED';
  return true;
}

function fail(draft: Draft, task: TaskState, reason: string, isTerminal: boolean): true {
  task.status = isTerminal ? 'FAILED_WITH_TERMINAL_ERROR' : 'FAILED';
  task.reasonForIncompletion = reason;
  draft.addOutput(task, { error: reason });
  return true;
}
