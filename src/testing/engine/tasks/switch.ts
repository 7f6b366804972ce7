import type { WorkflowTask } from '../../../../generated/index.js';
import { Termination } from '../decider/termination.js';
import { javaText } from '../expressions/java-text.js';
import type { JsonObject, TaskState } from '../model.js';
import { evaluateScript } from '../scripts/evaluate-script.js';
import { valueParam } from './value-param.js';
import type { MappingContext, SystemTaskType, TaskType } from './task-type.js';
import { ownValue } from '../own-properties.js';

/** Goes on with the first task of one of its cases. */
export const switchTask: TaskType = {
  name: 'SWITCH',
  map(context) {
    const { workflowTask } = context;
    const input = context.plainInput;
    const task = context.newTask();
    task.taskDefName = 'SWITCH';
    task.startTime = context.now;
    task.inputData = input;
    const chosen = evaluated(workflowTask, input);
    if ('error' in chosen) {
      task.status = 'FAILED';
      task.reasonForIncompletion = chosen.error;
      return [task];
    }
    task.status = 'IN_PROGRESS';
    task.outputData = { evaluationResult: [chosen.text], selectedCase: chosen.text };
    const tasks = ownValue(workflowTask.decisionCases ?? {}, chosen.text) ?? workflowTask.defaultCase ?? [];
    return withChildren(context, task, { ...input, case: chosen.text }, tasks);
  },
};

/** Like a switch, in the first form that the server had. */
export const decision: TaskType = {
  name: 'DECISION',
  map(context) {
    const { workflowTask } = context;
    const text = decisionCase(workflowTask, context.plainInput);
    const task = context.newTask();
    task.taskDefName = 'DECISION';
    task.startTime = context.now;
    task.status = 'IN_PROGRESS';
    task.outputData = { caseOutput: [text] };
    const ofCase = ownValue(workflowTask.decisionCases ?? {}, text) ?? [];
    const tasks = ofCase.length > 0 ? ofCase : (workflowTask.defaultCase ?? []);
    return withChildren(context, task, { case: text }, tasks);
  },
};

function withChildren(
  context: MappingContext,
  task: TaskState,
  inputData: JsonObject,
  tasks: readonly WorkflowTask[],
): readonly TaskState[] {
  const [first] = tasks;
  if (first === undefined) {
    task.inputData = inputData;
    return [task];
  }
  task.inputData = { ...inputData, hasChildren: 'true' };
  return [task, ...context.map(first, context.retryCount)];
}

/** The chosen case as text: of a missing value `null`. */
function evaluated(task: WorkflowTask, input: JsonObject): { readonly text: string } | { readonly error: string } {
  const expression = task.expression ?? '';
  switch (task.evaluatorType) {
    case 'value-param':
      return { text: javaText(valueParam(expression, input)) };
    case 'javascript':
    case 'graaljs': {
      const result = evaluateScript(expression, { $: input });
      return 'error' in result ? result : { text: javaText(result.value) };
    }
    default:
      throw new Termination(`No evaluator registered for type: ${task.evaluatorType ?? 'null'}`);
  }
}

/* eslint-disable @typescript-eslint/no-deprecated -- the type is, and its definitions may be there still */
function decisionCase(task: WorkflowTask, input: JsonObject): string {
  const expression = task.caseExpression ?? '';
  if (expression.trim() === '') return javaText(valueParam(task.caseValueParam ?? '', input));
  const result = evaluateScript(expression, { $: input });
  if ('error' in result) throw new Termination(`Error while evaluating script: ${expression}`);
  return javaText(result.value);
}

/* eslint-enable @typescript-eslint/no-deprecated */

/** Both are over as soon as they are looked at. */
function overAtOnce(name: string): SystemTaskType {
  return {
    name,
    isAsync: false,
    execute(_draft, task) {
      task.status = 'COMPLETED';
      return true;
    },
  };
}

export const switchSystemTask = overAtOnce('SWITCH');
export const decisionSystemTask = overAtOnce('DECISION');
