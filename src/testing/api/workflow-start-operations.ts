import type { StartWorkflowRequest } from '../../../generated/index.js';
import { text } from './answer.js';
import { intQuery, objectBody, pathOf } from './arguments.js';
import type { OperationTable } from './operation.js';

/** The two ways to start a workflow without waiting for what becomes of it. */
export const workflowStartOperations: OperationTable = {
  'POST /api/workflow': ({ engine }, call) =>
    text(engine.workflows.start(objectBody(call) as unknown as StartWorkflowRequest)),
  'POST /api/workflow/{name}': ({ engine }, call) => {
    const name = pathOf(call, 'name');
    const version = intQuery(call, 'version');
    const correlationId = call.query.get('correlationId');
    const priority = intQuery(call, 'priority', 0);
    return text(
      engine.workflows.start({
        name,
        ...(version !== undefined && { version }),
        ...(correlationId !== undefined && { correlationId }),
        priority,
        input: objectBody(call),
      }),
    );
  },
};
