import type { TaskSummary, WorkflowSummary } from '../../../../generated/index.js';
import { serverError } from '../engine-error.js';
import { columnOf, type Comparison, parseQuery, storedTime } from './parse-query.js';
import { isLike } from './is-like.js';

type Value = string | undefined;
type Row<S> = Readonly<Record<string, (summary: S) => Value>>;

const WORKFLOW_ROW: Row<WorkflowSummary> = {
  workflow_id: (workflow) => workflow.workflowId,
  correlation_id: (workflow) => workflow.correlationId,
  workflow_type: (workflow) => workflow.workflowType,
  start_time: (workflow) => storedTime(workflow.startTime),
  end_time: (workflow) => storedTime(workflow.endTime),
  update_time: (workflow) => storedTime(workflow.updateTime),
  status: (workflow) => workflow.status,
  parent_workflow_id: (workflow) => workflow.parentWorkflowId ?? '',
  // What is not marked as anything else is a workflow.
  classifier: (workflow) => workflow.classifier ?? 'workflow',
  json_data: (workflow) => JSON.stringify(workflow),
};

const TASK_ROW: Row<TaskSummary> = {
  task_id: (task) => task.taskId,
  task_type: (task) => task.taskType,
  task_def_name: (task) => task.taskDefName,
  status: (task) => task.status,
  start_time: (task) => storedTime(task.startTime),
  end_time: (task) => storedTime(task.endTime),
  update_time: (task) => storedTime(task.updateTime),
  workflow_type: (task) => task.workflowType,
  json_data: (task) => JSON.stringify(task),
};

/** What searches know. A name that is not here is ignored; one that is here and not in the table is an error. */
const KNOWN_COLUMNS = new Set([...Object.keys(WORKFLOW_ROW), ...Object.keys(TASK_ROW)]);

export interface Search<S> {
  /** Whether a summary is among the results. */
  readonly matches: (summary: S) => boolean;
  /** The order of results; 0 throughout when none is asked for, which keeps the order in which they came. */
  readonly compare: (a: S, b: S) => number;
}

export interface SearchRequest {
  readonly query?: string;
  /** Looked for in the JSON of the summary, in any case, with `%` and `*` for any text; a lone `*` finds all. */
  readonly freeText?: string;
  /** `startTime:DESC`, the first counts most. What is no column and order is ignored. */
  readonly sort?: readonly string[];
}

/**
 * A search among workflows.
 *
 * @throws EngineError with the status of the answer.
 *
 * @example
 * const { matches, compare } = workflowSearch({ query: 'workflowType=orders AND status=FAILED', sort: ['startTime:DESC'] });
 * const found = summaries.filter(matches).sort(compare);
 */
export function workflowSearch(request: SearchRequest): Search<WorkflowSummary> {
  return search(WORKFLOW_ROW, request);
}

/** The same among tasks, which have no `workflowId`: asking for it is an error. */
export function taskSearch(request: SearchRequest): Search<TaskSummary> {
  return search(TASK_ROW, request);
}

function search<S>(row: Row<S>, { query, freeText = '', sort = [] }: SearchRequest): Search<S> {
  const tests = parseQuery(query)
    .filter(({ column }) => KNOWN_COLUMNS.has(column))
    .map((comparison) => comparisonTest(comparison, columnIn(row, comparison.column)));
  if (freeText !== '' && freeText !== '*') tests.push(likeTest(`%${freeText}%`, columnIn(row, 'json_data')));
  return { matches: (summary) => tests.every((test) => test(summary)), compare: order(row, sort) };
}

function columnIn<S>(row: Row<S>, column: string): (summary: S) => Value {
  const read = row[column];
  if (read) return read;
  const reason = `[SQLITE_ERROR] SQL error or missing database (no such column: ${column})`;
  throw serverError(`Cannot prepare statement for query: ${reason}`);
}

function comparisonTest<S>(
  { column, operator, values }: Comparison,
  read: (summary: S) => Value,
): (summary: S) => boolean {
  if (operator === 'IN') return (summary) => values.includes(read(summary) ?? '\0');
  const [wanted = ''] = values;
  if (operator === '=' && wanted.includes('*') && !column.endsWith('_time')) return likeTest(wanted, read);
  const value = wanted.replaceAll('*', '%');
  return (summary) => {
    const actual = read(summary);
    if (actual === undefined) return false;
    if (operator === '=') return actual === value;
    return operator === '<' ? actual < value : actual > value;
  };
}

function likeTest<S>(pattern: string, read: (summary: S) => Value): (summary: S) => boolean {
  const lower = pattern.replaceAll('*', '%').toLowerCase();
  return (summary) => {
    const actual = read(summary);
    return actual !== undefined && isLike(actual.toLowerCase(), lower);
  };
}

function order<S>(row: Row<S>, sort: readonly string[]): (a: S, b: S) => number {
  const columns = sort.flatMap((text) => {
    const [name = '', direction = '', ...more] = text.split(':');
    const column = columnOf(name);
    const sign = { ASC: 1, DESC: -1 }[direction.toUpperCase()];
    if (sign === undefined || more.length > 0 || !KNOWN_COLUMNS.has(column)) return [];
    return [{ read: columnIn(row, column), sign }];
  });
  return (a, b) => {
    for (const { read, sign } of columns) {
      // What is missing comes first, as in SQLite.
      const [left = '', right = ''] = [read(a), read(b)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  };
}
