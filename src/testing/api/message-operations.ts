import type { JsonObject } from '../engine/model.js';
import { serverError } from '../engine/engine-error.js';
import { text } from './answer.js';
import { jsonBody, pathOf } from './arguments.js';
import { anyMap } from './java-shape.js';
import type { OperationTable } from './operation.js';

/** The server's method, which its message about a missing body names. */
const PUSH =
  'public org.springframework.http.ResponseEntity<java.lang.String> ' +
  'com.netflix.conductor.rest.controllers.WorkflowMessageQueueResource.pushMessage(' +
  'java.lang.String,java.util.Map<java.lang.String, java.lang.Object>)';

/** The message queue of workflows. */
export const messageOperations: OperationTable = {
  'POST /api/workflow/{workflowId}/messages': ({ engine }, call) => {
    // This operation says itself which content it takes, and is not found for any other.
    const type = call.headers['content-type'] ?? '';
    if (!/^application\/json\b/i.test(type)) {
      throw serverError(type === '' ? 'Content-Type is not supported' : `Content-Type '${type}' is not supported`);
    }
    const payload = anyMap.read(jsonBody(call, { javaMethod: PUSH })) as JsonObject;
    return text(engine.messages.push(pathOf(call, 'workflowId'), payload));
  },
};
