import type { TaskDef, WorkflowDef } from '../../../generated/index.js';
import { EMPTY, json } from './answer.js';
import { booleanQuery, intPath, intQuery, listBody, objectBody, pathOf } from './arguments.js';
import type { OperationTable } from './operation.js';

/** Definitions of tasks and workflows. */
export const metadataOperations: OperationTable = {
  'GET /api/metadata/taskdefs': ({ engine }) => json(engine.metadata.taskDefs()),
  'POST /api/metadata/taskdefs': ({ engine }, call) => {
    engine.metadata.registerTaskDefs(listBody(call) as readonly TaskDef[]);
    return EMPTY;
  },
  'PUT /api/metadata/taskdefs': ({ engine }, call) => {
    engine.metadata.updateTaskDef(objectBody(call) as unknown as TaskDef);
    return EMPTY;
  },
  'GET /api/metadata/taskdefs/{tasktype}': ({ engine }, call) =>
    json(engine.metadata.taskDef(pathOf(call, 'tasktype'))),
  'DELETE /api/metadata/taskdefs/{tasktype}': ({ engine }, call) => {
    engine.metadata.unregisterTaskDef(pathOf(call, 'tasktype'));
    return EMPTY;
  },

  'GET /api/metadata/workflow': ({ engine }) => json(engine.metadata.workflowDefs()),
  'POST /api/metadata/workflow': ({ engine }, call) => {
    const overwrite = booleanQuery(call, 'overwrite', false);
    engine.metadata.registerWorkflowDef(objectBody(call) as unknown as WorkflowDef, overwrite);
    return EMPTY;
  },
  'PUT /api/metadata/workflow': ({ engine }, call) => {
    const names = engine.metadata.updateWorkflowDefs(listBody(call) as readonly WorkflowDef[]);
    return json({ bulkErrorResults: {}, bulkSuccessfulResults: names });
  },
  'GET /api/metadata/workflow/{name}': ({ engine }, call) =>
    json(engine.metadata.workflowDef(pathOf(call, 'name'), intQuery(call, 'version'))),
  'DELETE /api/metadata/workflow/{name}/{version}': ({ engine }, call) => {
    engine.metadata.unregisterWorkflowDef(pathOf(call, 'name'), intPath(call, 'version'));
    return EMPTY;
  },
};
