import { EngineError, notFound } from '../engine/engine-error.js';
import { REFUSED_BY_CONTAINER, type ApiAnswer } from './answer.js';
import { errorAnswer } from './error-answer.js';
import { eventOperations } from './event-operations.js';
import { healthOperations } from './health-operations.js';
import { messageOperations } from './message-operations.js';
import { metadataOperations } from './metadata-operations.js';
import type { ApiParts, Operation, OperationTable } from './operation.js';
import { Query } from './query.js';
import { segmentsOf, shownPath } from './request-path.js';
import type { Api, ApiRequest } from './request.js';
import { Router } from './router.js';
import { scheduleOperations } from './schedule-operations.js';
import { taskOperations } from './task-operations.js';
import { unsupportedOperations } from './unsupported-operations.js';
import { workflowBulkOperations } from './workflow-bulk-operations.js';
import { workflowOperations } from './workflow-operations.js';

/** Every operation of the OpenAPI document, and the few that it leaves out. */
export const operationTables: readonly OperationTable[] = [
  ...[taskOperations, workflowOperations, workflowBulkOperations, messageOperations, metadataOperations],
  ...[eventOperations, scheduleOperations, healthOperations, unsupportedOperations],
];

const router = new Router<Operation>();
for (const table of operationTables) {
  for (const [route, operation] of Object.entries(table)) {
    const [method = '', template = ''] = route.split(' ');
    router.add(method, template, operation);
  }
}

/** The server's REST API over one engine. */
export function createApi(parts: ApiParts): Api {
  return { handle: (request) => handle(parts, request) };
}

/** Whether the API has an operation at that path, which is percent-encoded and without a query. */
export function hasOperation(method: string, path: string): boolean {
  const segments = segmentsOf(path);
  return segments !== undefined && router.find(method, segments) !== undefined;
}

function handle(parts: ApiParts, request: ApiRequest): ApiAnswer | Promise<ApiAnswer> {
  const { method, path, headers, body, signal } = request;
  const segments = segmentsOf(path);
  if (segments === undefined) return REFUSED_BY_CONTAINER;
  try {
    const found = router.find(method, segments);
    if (found === undefined) return withoutOperation(method, path, segments);
    const query = new Query(request.query);
    const answer = found.operation(parts, { path: found.path, query, body, headers, signal });
    return answer instanceof Promise ? answer.catch(errorAnswer) : answer;
  } catch (error) {
    return errorAnswer(error);
  }
}

function withoutOperation(method: string, path: string, segments: readonly string[]): ApiAnswer {
  const methods = router.methodsOf(segments);
  if (methods.size === 0) throw notFound(`No static resource ${shownPath(path)}.`);
  if (method !== 'OPTIONS') throw new EngineError(405, `Request method '${method}' is not supported`);
  const allowed = [...methods].flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one]));
  return { status: 200, body: '', headers: { allow: [...allowed, 'OPTIONS'].join(',') } };
}
