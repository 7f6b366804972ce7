import type {
  SearchResultWorkflowScheduleExecutionModel,
  WorkflowScheduleExecutionModel,
} from '../../../../generated/index.js';
import { serverError } from '../engine-error.js';
import { isLike } from '../search/is-like.js';
import { page } from './page.js';

export type ScheduleRun = WorkflowScheduleExecutionModel;

/** So many runs are taken in before old ones are thrown away. */
const RUNS_UNTIL_CLEARED = 5_000;
/** Of a schedule with more than that … */
const MOST_RUNS = 10;
/** … so many stay then, the latest. */
const KEPT_RUNS = 5;

export interface RunSearch {
  /** Clauses joined with AND, as `scheduleName IN (a,b) AND state IN (FAILED)`. What is no known clause is the name of a schedule. */
  readonly query: string;
  readonly start: number;
  readonly size: number;
  /** As `scheduledTime:ASC`. */
  readonly sort: readonly string[];
}

/** What schedules have run, also those that are no longer there. */
export class RunArchive {
  #runs: ScheduleRun[] = [];
  #sinceCleared = 0;

  add(run: ScheduleRun): void {
    this.#runs.push(run);
    this.#sinceCleared += 1;
    if (this.#sinceCleared > RUNS_UNTIL_CLEARED) this.#clear();
  }

  #clear(): void {
    this.#sinceCleared = 0;
    const counts = new Map<string, number>();
    for (const { scheduleName } of this.#runs) counts.set(scheduleName, (counts.get(scheduleName) ?? 0) + 1);
    const left = new Map<string, number>();
    const kept = this.#runs.toReversed().filter(({ scheduleName }) => {
      const before = left.get(scheduleName) ?? 0;
      left.set(scheduleName, before + 1);
      return (counts.get(scheduleName) ?? 0) <= MOST_RUNS || before < KEPT_RUNS;
    });
    this.#runs = kept.reverse();
  }

  search({ query, start, size, sort }: RunSearch): SearchResultWorkflowScheduleExecutionModel {
    const tests = testsOf(query);
    const found = this.#runs.filter((run) => tests.every((test) => test(run)));
    found.sort(orderBy(sort));
    return { totalHits: found.length, results: page(found, start, size) };
  }
}

type Test = (run: ScheduleRun) => boolean;

/** Clauses of one kind that are there twice are one: of names and states either fits, of the others the last one counts. */
function testsOf(query: string): readonly Test[] {
  const names: string[] = [];
  const states: string[] = [];
  const last = new Map<string, Test>();
  for (const clause of query.split(/\s+AND\s+/).map((text) => text.trim())) {
    const after = (start: string): string | undefined =>
      clause.startsWith(start) ? clause.slice(start.length) : undefined;
    const among = (start: string): readonly string[] | undefined =>
      clause.endsWith(')') ? after(start)?.slice(0, -1).split(',') : undefined;
    const namesIn = among('scheduleName IN (');
    const statesIn = among('state IN (');
    const later = after('scheduledTime>');
    const earlier = after('scheduledTime<');
    const workflow = after('workflowName=')?.trim().toLowerCase();
    const id = after('executionId=')?.trim();
    if (clause === '') continue;
    else if (namesIn !== undefined) names.push(...trimmed(namesIn));
    else if (statesIn !== undefined) states.push(...trimmed(statesIn));
    else if (later !== undefined)
      last.set(
        '>',
        timeTest(later, (time, limit) => time > limit),
      );
    else if (earlier !== undefined)
      last.set(
        '<',
        timeTest(earlier, (time, limit) => time < limit),
      );
    else if (workflow !== undefined) {
      last.set('workflow', ({ workflowName }) => isLike(workflowName.toLowerCase(), `%${workflow}%`));
    } else if (id !== undefined) last.set('id', ({ executionId }) => id === '' || executionId === id);
    else names.push(clause);
  }
  if (names.length > 0) last.set('name', ({ scheduleName }) => names.includes(scheduleName));
  if (states.length > 0) last.set('state', ({ state }) => states.includes(state));
  return [...last.values()];
}

function trimmed(items: readonly string[]): readonly string[] {
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

function timeTest(text: string, fits: (time: number, limit: number) => boolean): Test {
  const limit = text.trim();
  if (!/^[+-]?\d+$/.test(limit)) throw serverError(`For input string: "${limit}"`);
  return ({ scheduledTime }) => fits(scheduledTime, Number(limit));
}

type Column = 'scheduledTime' | 'executionTime' | 'scheduleName' | 'workflowName' | 'state';
const COLUMNS: readonly Column[] = ['scheduledTime', 'executionTime', 'scheduleName', 'workflowName', 'state'];

/** The latest first; by what is no column as well. */
function orderBy(sort: readonly string[]): (one: ScheduleRun, other: ScheduleRun) => number {
  const columns = (sort.length > 0 ? sort : ['scheduledTime']).map((text) => {
    const [name = '', direction = ''] = text.split(':').map((part) => part.trim());
    const column = COLUMNS.find((known) => known === name) ?? 'scheduledTime';
    return { column, sign: direction.toUpperCase() === 'ASC' ? 1 : -1 };
  });
  return (one, other) => {
    for (const { column, sign } of columns) {
      if (one[column] !== other[column]) return one[column] < other[column] ? -sign : sign;
    }
    return 0;
  };
}
