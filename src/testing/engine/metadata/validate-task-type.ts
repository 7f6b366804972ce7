import { Script } from 'node:vm';
import type { TaskDef, WorkflowTask } from '../../../../generated/index.js';
import { type FromWire, isMissing } from './from-wire.js';

type Given = FromWire<WorkflowTask>;

/** What a task lacks that its type needs, in the server's words. */
export function taskTypeErrors(task: Given, taskDef: (name: string) => TaskDef | undefined): readonly string[] {
  const required = (field: string): string =>
    `${field} field is required for taskType: ${task.type ?? 'null'} taskName: ${task.name ?? 'null'}`;
  const missing = (field: keyof WorkflowTask): readonly string[] => (isMissing(task[field]) ? [required(field)] : []);
  const parameter = (field: string, named = `inputParameters.${field}`): readonly string[] =>
    hasParameter(task, field, taskDef) ? [] : [required(named)];
  switch (task.type) {
    case 'EVENT':
      return missing('sink');
    case 'DECISION':
      return decisionErrors(task, required);
    case 'SWITCH':
      return switchErrors(task, required);
    case 'DYNAMIC':
      return missing('dynamicTaskNameParam');
    case 'FORK_JOIN_DYNAMIC':
      return dynamicForkErrors(task, missing);
    case 'HTTP':
      if (hasOwn(task, 'uri') || hasOwn(task, 'method')) return [];
      return parameter('http_request', 'inputParameters.http_request or inputParameters.uri');
    case 'FORK_JOIN':
      return (task.forkTasks ?? []).length === 0 ? [atLeastOne('forkTasks', task)] : [];
    case 'TERMINATE':
      return terminateErrors(task);
    case 'KAFKA_PUBLISH':
      return parameter('kafka_request');
    case 'DO_WHILE':
      return [...missing('loopCondition'), ...((task.loopOver ?? []).length === 0 ? [required('loopOver')] : [])];
    case 'SUB_WORKFLOW':
      return missing('subWorkflowParam');
    case 'JSON_JQ_TRANSFORM':
      return parameter('queryExpression');
    case 'WAIT':
      return waitErrors(task);
    default:
      return [];
  }
}

function hasOwn(task: Given, parameter: string): boolean {
  return Object.hasOwn(task.inputParameters ?? {}, parameter);
}

/** Among the task's own parameters, or in the template of its definition. */
function hasParameter(task: Given, parameter: string, taskDef: (name: string) => TaskDef | undefined): boolean {
  if (hasOwn(task, parameter)) return true;
  const { inputTemplate } = task.taskDefinition ?? taskDef(task.name ?? '') ?? {};
  return Object.hasOwn(inputTemplate ?? {}, parameter);
}

function atLeastOne(field: string, task: Given): string {
  return `${field} should have atleast one task for taskType: ${task.type ?? 'null'} taskName: ${task.name ?? 'null'}`;
}

function casesErrors(task: Given): readonly string[] {
  return Object.keys(task.decisionCases ?? {}).length === 0 ? [atLeastOne('decisionCases', task)] : [];
}

function decisionErrors(task: Given, required: (field: string) => string): readonly string[] {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the server still takes both
  const { caseExpression, caseValueParam } = task;
  return [
    ...(isMissing(caseValueParam) && isMissing(caseExpression) ? [required('caseValueParam or caseExpression')] : []),
    ...casesErrors(task),
    ...(isMissing(caseExpression) ? [] : scriptErrors(caseExpression, task)),
  ];
}

function switchErrors(task: Given, required: (field: string) => string): readonly string[] {
  const { evaluatorType, expression } = task;
  const lacking = isMissing(evaluatorType) ? ['evaluatorType'] : isMissing(expression) ? ['expression'] : [];
  return [
    ...lacking.map(required),
    ...casesErrors(task),
    ...(evaluatorType === 'javascript' && !isMissing(expression) ? scriptErrors(expression, task) : []),
  ];
}

/** Only whether it parses; nothing is run. */
function scriptErrors(source: string, task: Given): readonly string[] {
  try {
    new Script(source, { filename: 'inline' });
    return [];
  } catch (error) {
    const what = `Expression is not well formatted: ${String(error)}`;
    return [`${what}, taskType: ${task.type ?? 'null'} taskName ${task.name ?? 'null'}`];
  }
}

function dynamicForkErrors(task: Given, missing: (field: keyof WorkflowTask) => readonly string[]): readonly string[] {
  if (hasOwn(task, 'forkTaskInputs')) return [];
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the server still takes it
  const { dynamicForkJoinTasksParam, dynamicForkTasksParam, dynamicForkTasksInputParamName } = task;
  if (isMissing(dynamicForkJoinTasksParam)) {
    return [...missing('dynamicForkTasksParam'), ...missing('dynamicForkTasksInputParamName')];
  }
  if (isMissing(dynamicForkTasksParam) && isMissing(dynamicForkTasksInputParamName)) return [];
  const what =
    'dynamicForkJoinTasksParam or combination of dynamicForkTasksInputParamName and dynamicForkTasksParam cam be used';
  return [`${what} for taskType: FORK_JOIN_DYNAMIC taskName: ${task.name ?? 'null'}`];
}

function terminateErrors(task: Given): readonly string[] {
  const status = task.inputParameters?.terminationStatus;
  const isKnown = typeof status === 'string' && ['COMPLETED', 'FAILED', 'TERMINATED'].includes(status);
  const needed = 'terminate task must have an terminationStatus parameter and must be set to COMPLETED or FAILED';
  return [
    ...(task.optional === true ? [`terminate task cannot be optional, taskName: ${task.name ?? 'null'}`] : []),
    ...(isKnown ? [] : [`${needed}, taskName: ${task.name ?? 'null'}`]),
  ];
}

function waitErrors(task: Given): readonly string[] {
  const duration = textOf(task.inputParameters?.duration);
  const until = textOf(task.inputParameters?.until);
  const hasBoth = duration.trim() !== '' && until.trim() !== '';
  const both = hasBoth ? ["Both 'duration' and 'until' specified. Please provide only one input"] : [];
  if (duration.trim() !== '' && !duration.startsWith('${')) {
    return isDuration(duration) ? both : [...both, 'Either date or duration is passed as null '];
  }
  const isLiteral = until.trim() !== '' && !until.startsWith('${');
  return isLiteral && !isDate(until) ? [...both, 'Unable to parse date '] : both;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** `1 day 2h 3 mins 4 sec`, in this order, each part optional and a number that Java can read. */
function isDuration(text: string): boolean {
  const units = ['days?|d', 'hours?|hrs?|h', 'minutes?|mins?|m', 'seconds?|secs?|s'];
  const match = new RegExp(`^${units.map((unit) => `\\s*(?:(\\d+)\\s*(?:${unit}))?`).join('')}\\s*$`, 'i').exec(text);
  return match?.slice(1).every((number: string | undefined) => Number(number ?? 0) < 2 ** 31) ?? false;
}

/** `2030-01-31`, `2030-01-31 10:00`, with a zone behind it or not. Months and days may be out of range: they are counted on. */
function isDate(text: string): boolean {
  return /^\d+-\d+-\d+(?: \d+:\d+(?: (?:[A-Z]{1,5}|[+-]\d{4}|GMT[+-]\d{1,2}:\d{2}|[A-Za-z ]+Time))?)?$/.test(text);
}
