import type { WorkflowSchedule } from '../../../generated/index.js';
import { serverError } from '../engine/engine-error.js';
import { isMissing } from '../engine/metadata/from-wire.js';
import { withWorkflowDefDefaults } from '../engine/metadata/defaults.js';
import { isJsonObject, type JsonObject } from '../engine/model.js';
import { EMPTY, json } from './answer.js';
import { bodyOf, intQuery, longQuery, optionalBooleanQuery, pathOf, requiredQuery } from './arguments.js';
import { listOf, text } from './java-shape.js';
import type { Call, OperationTable } from './operation.js';
import { scheduleShape } from './schedule-shape.js';

const REST = 'io.orkes.conductor.scheduler.rest';
const SAVE = `public io.orkes.conductor.scheduler.model.WorkflowSchedule ${REST}.SchedulerResource.createOrUpdateSchedule`;
const BULK = `public com.netflix.conductor.common.model.BulkResponse ${REST}.SchedulerBulkResource`;

const DONE = { status: 'done' };

/** Schedules, what they have run, and the scheduler as a whole. */
export const scheduleOperations: OperationTable = {
  'GET /api/scheduler/schedules': ({ engine }, call) => json(engine.schedules.all(call.query.get('workflowName'))),
  'POST /api/scheduler/schedules': ({ engine }, call) => json(engine.schedules.save(scheduleOf(call))),
  'GET /api/scheduler/schedules/search': ({ engine }, call) =>
    json(
      engine.schedules.search({
        workflowName: call.query.get('workflowName'),
        scheduleName: call.query.get('scheduleName'),
        paused: optionalBooleanQuery(call, 'paused'),
        ...pageOf(call),
      }),
    ),
  'GET /api/scheduler/schedules/{name}': ({ engine }, call) => json(engine.schedules.get(pathOf(call, 'name'))),
  'DELETE /api/scheduler/schedules/{name}': ({ engine }, call) => {
    engine.schedules.delete(pathOf(call, 'name'));
    return EMPTY;
  },
  'PUT /api/scheduler/schedules/{name}/pause': ({ engine }, call) => {
    engine.schedules.pause(pathOf(call, 'name'), call.query.get('reason'));
    return EMPTY;
  },
  'PUT /api/scheduler/schedules/{name}/resume': ({ engine }, call) => {
    engine.schedules.resume(pathOf(call, 'name'));
    return EMPTY;
  },
  'PUT /api/scheduler/bulk/pause': ({ engine }, call) =>
    json(engine.schedules.pauseMany(namesOf(call, 'pauseSchedules'))),
  'PUT /api/scheduler/bulk/resume': ({ engine }, call) =>
    json(engine.schedules.resumeMany(namesOf(call, 'resumeSchedules'))),
  'GET /api/scheduler/nextFewSchedules': ({ engine }, call) => {
    const expression = requiredQuery(call, 'cronExpression');
    const startTime = longQuery(call, 'scheduleStartTime');
    const endTime = longQuery(call, 'scheduleEndTime');
    const limit = intQuery(call, 'limit', 5);
    const bounds = { ...(startTime !== undefined && { startTime }), ...(endTime !== undefined && { endTime }) };
    return json(engine.schedules.preview(expression, limit, bounds));
  },
  'GET /api/scheduler/search/executions': ({ engine }, call) =>
    json(
      engine.schedules.searchRuns({
        query: call.query.get('query') ?? '',
        sort: (call.query.get('sort') ?? '').split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()])),
        ...pageOf(call),
      }),
    ),
  'GET /api/scheduler/admin/pause': ({ engine }) => {
    engine.schedules.pauseScheduler();
    return json(DONE);
  },
  'GET /api/scheduler/admin/resume': ({ engine }) => {
    engine.schedules.resumeScheduler();
    return json(DONE);
  },
  // A run is on record as soon as it has started: none is left to be put on record again.
  'GET /api/scheduler/admin/requeue': () => json({ sampleIds: [], 'recordIds.size': 0 }),
};

function pageOf(call: Call): { readonly start: number; readonly size: number } {
  return { start: intQuery(call, 'start', 0), size: intQuery(call, 'size', 100) };
}

function namesOf(call: Call, method: string): readonly string[] {
  return bodyOf(call, listOf(text), `${BULK}.${method}`) as readonly string[];
}

/** With the defaults of the server, and without nulls. @throws EngineError 500 for what its database refuses */
function scheduleOf(call: Call): WorkflowSchedule {
  const body = bodyOf(call, scheduleShape, SAVE) as JsonObject;
  const { zoneId = 'UTC', startWorkflowRequest, cronSchedules } = body;
  const request = isJsonObject(startWorkflowRequest) ? startWorkflowRequest : {};
  if (isMissing(body.name)) throw nullColumn('scheduler_name');
  if (isMissing(request.name)) throw nullColumn('workflow_name');
  const crons = Array.isArray(cronSchedules) ? (cronSchedules as readonly unknown[]) : [];
  return {
    runCatchupScheduleInstances: false,
    paused: false,
    ...withoutNulls({ ...body, zoneId }),
    cronSchedules: crons.map(cronOf),
    startWorkflowRequest: requestOf(request),
  } as WorkflowSchedule;
}

function cronOf(cron: unknown): JsonObject {
  if (isJsonObject(cron)) return withoutNulls({ zoneId: 'UTC', ...cron });
  const method = 'io.orkes.conductor.scheduler.model.CronSchedule.getCronExpression()';
  throw serverError(`Cannot invoke "${method}" because "cs" is null`);
}

function requestOf(request: JsonObject): JsonObject {
  const { workflowDef } = request;
  return {
    ...withoutNulls({ input: {}, taskToDomain: {}, priority: 0, ...request }),
    ...(isJsonObject(workflowDef) && { workflowDef: withWorkflowDefDefaults(workflowDef) }),
  };
}

function withoutNulls(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function nullColumn(column: string): Error {
  const insert =
    'INSERT OR REPLACE INTO scheduler (scheduler_name, workflow_name, json_data, next_run_time) VALUES (?, ?, ?, ?)';
  const reason = `[SQLITE_CONSTRAINT_NOTNULL] A NOT NULL constraint failed (NOT NULL constraint failed: scheduler.${column})`;
  return serverError(
    `PreparedStatementCallback; uncategorized SQLException for SQL [${insert}]; SQL state [null]; error code [19]; ${reason}`,
  );
}
