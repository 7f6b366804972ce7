import type { Task, TaskSummary } from '../../../generated/index.js';
import type { Engine } from '../engine/engine.js';
import { taskSearch } from '../engine/search/match.js';
import { taskSummary } from '../engine/search/summaries.js';
import { json } from './answer.js';
import type { Call, OperationTable } from './operation.js';
import { pageOf, searchArguments } from './search-arguments.js';

/** Searches among the tasks of all workflows that are kept. */
export const taskSearchOperations: OperationTable = {
  'GET /api/tasks/search': ({ engine }, call) => {
    const { totalHits, page } = search(engine, call);
    return json({ totalHits, results: page.map(({ summary }) => summary) });
  },
  'GET /api/tasks/search-v2': ({ engine }, call) => {
    const { totalHits, page } = search(engine, call);
    return json({ totalHits, results: page.map(({ task }) => task) });
  },
};

interface Found {
  readonly task: Task;
  readonly summary: TaskSummary;
}

function search(engine: Engine, call: Call): { readonly totalHits: number; readonly page: readonly Found[] } {
  const wanted = searchArguments(call);
  const { matches, compare } = taskSearch(wanted);
  const found: Found[] = [];
  for (const task of engine.tasks.all()) {
    const summary = taskSummary(task);
    if (matches(summary)) found.push({ task, summary });
  }
  found.sort((one, other) => compare(one.summary, other.summary));
  return { totalHits: found.length, page: pageOf(found, wanted) };
}
