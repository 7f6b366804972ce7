import { refuse, serverError } from '../engine/engine-error.js';
import { json, text } from './answer.js';
import { pathOf, requiredQuery } from './arguments.js';
import type { OperationTable } from './operation.js';
import { storageLocation } from './storage-location.js';

/** What lies in the queues, and who has polled them. */
export const taskQueueOperations: OperationTable = {
  'GET /api/tasks/queue/size': ({ engine }, call) => {
    const taskType = requiredQuery(call, 'taskType');
    const { query } = call;
    // The engine has neither isolation groups nor execution namespaces: what is asked for in one is not there.
    const isElsewhere = isGiven(query.get('isolationGroupId')) || isGiven(query.get('executionNamespace'));
    const domain = query.get('domain')?.trim();
    return json(isElsewhere ? 0 : engine.tasks.queueSize(taskType, isGiven(domain) ? domain : undefined));
  },
  'GET /api/tasks/queue/sizes': ({ engine }, call) => {
    if (call.query.get('taskType') === undefined) {
      throw serverError('Cannot invoke "java.util.List.iterator()" because "taskDefNames" is null');
    }
    const sizes = call.query.list('taskType').map((taskType) => [taskType, engine.tasks.queueSize(taskType)] as const);
    return json(Object.fromEntries(sizes));
  },
  'GET /api/tasks/queue/all': ({ engine }) => {
    const sizes = [...engine.tasks.queueSizes()].sort(([one], [other]) => (one < other ? -1 : 1));
    return json(Object.fromEntries(sizes));
  },
  'GET /api/tasks/queue/all/verbose': ({ engine }) => {
    const sizes = [...engine.tasks.queueSizes()].map(([queue, size]) => [queue, { a: { size, uacked: 0 } }] as const);
    return json(Object.fromEntries(sizes));
  },
  'GET /api/tasks/queue/polldata': ({ engine }, call) => {
    const taskType = requiredQuery(call, 'taskType');
    if (taskType === '') {
      refuse([{ path: 'getPollData.arg0', message: 'TaskType cannot be null or empty.', invalidValue: '' }]);
    }
    return json(engine.tasks.pollData(taskType));
  },
  'GET /api/tasks/queue/polldata/all': ({ engine }) => json(engine.tasks.allPollData()),
  'POST /api/tasks/queue/requeue/{taskType}': ({ engine }, call) =>
    text(String(engine.tasks.requeue(pathOf(call, 'taskType')))),

  'GET /api/tasks/externalstoragelocation': storageLocation,
  'GET /api/tasks/external-storage-location': storageLocation,
};

function isGiven(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}
