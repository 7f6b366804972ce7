import { EngineError } from '../engine/engine-error.js';
import type { ApiAnswer } from './answer.js';
import { errorAnswer } from './error-answer.js';
import { eventOperations } from './event-operations.js';
import { healthOperations } from './health-operations.js';
import { messageOperations } from './message-operations.js';
import { metadataOperations } from './metadata-operations.js';
import type { ApiParts, Operation, OperationTable } from './operation.js';
import { Query } from './query.js';
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

/** The server's REST API over one engine. */
export function createApi(parts: ApiParts): Api {
  const router = new Router<Operation>();
  for (const table of operationTables) {
    for (const [route, operation] of Object.entries(table)) {
      const [method = '', template = ''] = route.split(' ');
      router.add(method, template, operation);
    }
  }
  return { handle: (request) => handle(router, parts, request) };
}

function handle(router: Router<Operation>, parts: ApiParts, request: ApiRequest): ApiAnswer | Promise<ApiAnswer> {
  try {
    const { method, path, headers, body, signal } = request;
    const found = router.find(method, path);
    switch (found.kind) {
      case 'unknownPath':
        throw new EngineError(404, `No static resource ${path.slice(1)}.`);
      case 'wrongMethod':
        throw new EngineError(405, `Request method '${method}' is not supported`);
      case 'found': {
        const { operation, path: parameters } = found.found;
        const query = new Query(request.query);
        const answer = operation(parts, { path: parameters, query, body, headers, signal });
        return answer instanceof Promise ? answer.catch(errorAnswer) : answer;
      }
    }
  } catch (error) {
    return errorAnswer(error);
  }
}
