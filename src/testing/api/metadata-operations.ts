import type { TaskDef, WorkflowDef } from '../../../generated/index.js';
import { isMissing } from '../engine/metadata/from-wire.js';
import { EMPTY, json } from './answer.js';
import { bodyOf, booleanQuery, intPath, intQuery, pathOf } from './arguments.js';
import { taskDefShape, workflowDefShape } from './definition-shapes.js';
import { listOf } from './java-shape.js';
import type { Call, OperationTable } from './operation.js';

const RESOURCE = 'com.netflix.conductor.rest.controllers.MetadataResource';
const BULK_RESPONSE = 'com.netflix.conductor.common.model.BulkResponse<java.lang.String>';

/** Definitions of tasks and workflows. */
export const metadataOperations: OperationTable = {
  'GET /api/metadata/taskdefs': ({ engine }) => json(engine.metadata.taskDefs()),
  'POST /api/metadata/taskdefs': ({ engine }, call) => {
    const body = bodyOf(call, listOf(taskDefShape), `public void ${RESOURCE}.registerTaskDef`);
    engine.metadata.registerTaskDefs(body as readonly TaskDef[]);
    return EMPTY;
  },
  'PUT /api/metadata/taskdefs': ({ engine }, call) => {
    const body = bodyOf(call, taskDefShape, `public void ${RESOURCE}.registerTaskDef`);
    engine.metadata.updateTaskDef(body as TaskDef);
    return EMPTY;
  },
  'GET /api/metadata/taskdefs/{tasktype}': ({ engine }, call) =>
    json(engine.metadata.taskDef(pathOf(call, 'tasktype'))),
  'DELETE /api/metadata/taskdefs/{tasktype}': ({ engine }, call) => {
    engine.metadata.unregisterTaskDef(pathOf(call, 'tasktype'));
    return EMPTY;
  },

  'GET /api/metadata/workflow': ({ engine }, call) => {
    const wanted = call.query.get('classifier')?.trim().toLowerCase() ?? '';
    const definitions = engine.metadata.workflowDefs();
    return json(wanted === '' ? definitions : definitions.filter((one) => classifierOf(one).toLowerCase() === wanted));
  },
  'POST /api/metadata/workflow': ({ engine }, call) => {
    const overwrite = booleanQuery(call, 'overwrite', false);
    engine.metadata.registerWorkflowDef(workflowDefOf(call, 'create', ['boolean']), overwrite);
    return EMPTY;
  },
  'PUT /api/metadata/workflow': ({ engine }, call) => {
    const body = bodyOf(call, listOf(workflowDefShape), `public ${BULK_RESPONSE} ${RESOURCE}.update`);
    const names = engine.metadata.updateWorkflowDefs(body as readonly WorkflowDef[]);
    return json({ bulkErrorResults: {}, bulkSuccessfulResults: names });
  },
  'POST /api/metadata/workflow/validate': ({ engine }, call) => {
    engine.metadata.validateWorkflowDef(workflowDefOf(call, 'validate'));
    return EMPTY;
  },
  'GET /api/metadata/workflow/names': ({ engine }) => json(engine.metadata.workflowDefNames()),
  'GET /api/metadata/workflow/names-and-versions': ({ engine }) => {
    const { metadata } = engine;
    const versionsOf = (name: string) => metadata.workflowDefVersions(name).map(summaryOf);
    return json(Object.fromEntries(metadata.workflowDefNames().map((name) => [name, versionsOf(name)])));
  },
  'GET /api/metadata/workflow/latest-versions': ({ engine }) =>
    json(engine.metadata.workflowDefNames().map((name) => engine.metadata.workflowDef(name))),
  'GET /api/metadata/workflow/{name}': ({ engine }, call) =>
    json(engine.metadata.workflowDef(pathOf(call, 'name'), intQuery(call, 'version'))),
  'GET /api/metadata/workflow/{name}/versions': ({ engine }, call) =>
    json(
      engine.metadata
        .workflowDefVersions(pathOf(call, 'name'))
        .map(({ name, version, createTime }) => ({ name, version, createTime })),
    ),
  'DELETE /api/metadata/workflow/{name}/{version}': ({ engine }, call) => {
    engine.metadata.unregisterWorkflowDef(pathOf(call, 'name'), intPath(call, 'version'));
    return EMPTY;
  },
};

function workflowDefOf(call: Call, method: string, more: readonly string[] = []): WorkflowDef {
  return bodyOf(call, workflowDefShape, `public void ${RESOURCE}.${method}`, more) as WorkflowDef;
}

function summaryOf({ name, version, createTime, updateTime }: WorkflowDef): object {
  return { name, version, createTime, updateTime };
}

/** What kind of workflow it is: what its metadata say, and else a plain one. */
function classifierOf({ metadata = {} }: WorkflowDef): string {
  const { classifier, agent_sdk: agentSdk, agentDef } = metadata;
  if (typeof classifier === 'string' && classifier.trim() !== '') return classifier;
  return isMissing(agentSdk) && isMissing(agentDef) ? 'workflow' : 'agent';
}
