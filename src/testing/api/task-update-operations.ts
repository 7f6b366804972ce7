import { EMPTY, json, NO_CONTENT, text } from './answer.js';
import { pathOf } from './arguments.js';
import { isTerminal } from '../engine/model.js';
import { serverError } from '../engine/engine-error.js';
import type { OperationTable } from './operation.js';
import { pollOne } from './task-poll-operations.js';
import { refuseWithoutIds, refuseWithoutIdsV2, taskReportOf } from './task-result.js';

/** The Java methods that take a body, as the server names them in its messages. */
const RESOURCE = 'com.netflix.conductor.rest.controllers.TaskResource';
const TASK_RESULT = 'com.netflix.conductor.common.metadata.tasks.TaskResult';
const UPDATE = `public java.lang.String ${RESOURCE}.updateTask(${TASK_RESULT})`;
const UPDATE_V2 =
  'public org.springframework.http.ResponseEntity<com.netflix.conductor.common.metadata.tasks.Task> ' +
  `${RESOURCE}.updateTaskV2(${TASK_RESULT})`;
const LOG = `public void ${RESOURCE}.log(java.lang.String,java.lang.String)`;

/** What workers report of the tasks that they have. */
export const taskUpdateOperations: OperationTable = {
  'POST /api/tasks': ({ engine, clock }, call) => {
    const report = taskReportOf(call, UPDATE, clock);
    refuseWithoutIds(report);
    engine.tasks.update(report);
    return text(report.taskId);
  },

  'POST /api/tasks/update-v2': (parts, call) => {
    const report = taskReportOf(call, UPDATE_V2, parts.clock);
    refuseWithoutIdsV2(report, UPDATE_V2);
    const { taskType, domain, status } = parts.engine.tasks.update(report);
    if (report.extendLease === true || !isTerminal(status)) return NO_CONTENT;
    return pollOne(parts, { taskType, domain, workerId: report.workerId });
  },

  'POST /api/tasks/{taskId}/log': ({ engine }, call) => {
    if (call.body === '') throw serverError(`Required request body is missing: ${LOG}`);
    engine.tasks.log(pathOf(call, 'taskId'), call.body);
    return EMPTY;
  },
  'GET /api/tasks/{taskId}/log': ({ engine }, call) => {
    const lines = engine.tasks.logs(pathOf(call, 'taskId'));
    return lines.length === 0 ? NO_CONTENT : json(lines);
  },
};
