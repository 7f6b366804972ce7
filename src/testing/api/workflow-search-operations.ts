import type { Workflow, WorkflowSummary } from '../../../generated/index.js';
import { refuse } from '../engine/engine-error.js';
import type { Engine } from '../engine/engine.js';
import { taskSearch, workflowSearch } from '../engine/search/match.js';
import { taskSummary, workflowSummary } from '../engine/search/summaries.js';
import { json } from './answer.js';
import { booleanQuery } from './arguments.js';
import type { Call, OperationTable } from './operation.js';
import { pageOf, searchArguments, type SearchArguments } from './search-arguments.js';

const LARGEST_PAGE = 5000;

/** Searches among workflows, by what they are and by the tasks that they have. */
export const workflowSearchOperations: OperationTable = {
  // Finds those that have been removed as well: the server keeps them in its index.
  'GET /api/workflow/search': ({ engine }, call) => {
    const { totalHits, results } = search(engine, call, 'searchWorkflows');
    return json({ totalHits, results });
  },
  'GET /api/workflow/search-v2': ({ engine }, call) => {
    const { totalHits, results } = search(engine, call, 'searchWorkflowsV2');
    const kept = results.flatMap(({ workflowId }) => keptOf(engine, workflowId));
    return json({ totalHits: totalHits - (results.length - kept.length), results: kept });
  },
  'GET /api/workflow/search-by-tasks': ({ engine }, call) => {
    const { totalHits, results } = searchByTasks(engine, call);
    return json({ totalHits, results: results.map(workflowSummary) });
  },
  'GET /api/workflow/search-by-tasks-v2': ({ engine }, call) => json(searchByTasks(engine, call)),
};

interface Found<Result> {
  readonly totalHits: number;
  readonly results: readonly Result[];
}

function search(engine: Engine, call: Call, method: string): Found<WorkflowSummary> {
  const given = searchArguments(call);
  const topLevelOnly = booleanQuery(call, 'topLevelOnly', false);
  if (given.size > LARGEST_PAGE) {
    const message = `Cannot return more than ${LARGEST_PAGE} workflows. Please use pagination.`;
    refuse([{ path: `${method}.arg1`, message, invalidValue: String(given.size) }]);
  }
  const wanted = { ...given, query: narrowed(given, call.query.get('classifier') ?? '', topLevelOnly) };
  const { matches, compare } = workflowSearch(wanted);
  const found = [...engine.workflows.indexed()].map(workflowSummary).filter(matches).sort(compare);
  return { totalHits: found.length, results: pageOf(found, wanted) };
}

/** Parameters that are written behind the query, as the server does. */
function narrowed({ query = '' }: SearchArguments, classifier: string, topLevelOnly: boolean): string {
  const classifiers = classifier
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const parts = query.trim() === '' ? [] : [query];
  if (classifiers.length > 0) parts.push(`classifier IN (${classifiers.join(',')})`);
  if (topLevelOnly) parts.push('parentWorkflowId=""');
  return parts.join(' AND ');
}

function keptOf(engine: Engine, workflowId: string): readonly Workflow[] {
  const workflow = engine.workflows.find(workflowId);
  return workflow === undefined ? [] : [{ ...workflow, tasks: [] }];
}

/** Finds tasks first. The hits are those of tasks, less what falls together on this page. */
function searchByTasks(engine: Engine, call: Call): Found<Workflow> {
  const wanted = searchArguments(call);
  const { matches, compare } = taskSearch(wanted);
  const found = [...engine.tasks.all()].map(taskSummary).filter(matches).sort(compare);
  const page = pageOf(found, wanted);
  const ids = new Set(page.map(({ workflowId }) => workflowId));
  const results = [...ids].flatMap((workflowId) => keptOf(engine, workflowId));
  return { totalHits: found.length - (page.length - results.length), results };
}
