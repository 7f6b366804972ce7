/**
 * node operations.mjs SERVER_URL PREFIX
 *
 * Calls, one after the other, what the official JavaScript SDK offers beside workers, and prints what each answered as the last line of its output, in
 * JSON. Names of definitions begin with PREFIX.
 */
import { setTimeout as delay } from 'node:timers/promises';
import {
  ConductorWorkflow,
  OrkesClients,
  simpleTask,
  taskDefinition,
  waitTaskDuration,
} from '@io-orkes/conductor-javascript';

const DEADLINE_MS = 30_000;

const [serverUrl, prefix] = process.argv.slice(2);
if (serverUrl === undefined || prefix === undefined) throw new Error('usage: node operations.mjs SERVER_URL PREFIX');
const TASK = `${prefix}_task`;
const FLOW = `${prefix}_flow`;
const WAITING = `${prefix}_waiting`;

const clients = await OrkesClients.from({ serverUrl });
const workflows = clients.getWorkflowClient();
const metadata = clients.getMetadataClient();
const tasks = clients.getTaskClient();
const events = clients.getEventClient();
const scheduler = clients.getSchedulerClient();

const answers = [];

/** Notes what a call answered or how it failed. */
async function step(name, call) {
  try {
    const answer = await call();
    answers.push([name, answer === undefined ? null : answer]);
    return answer;
  } catch (error) {
    answers.push([name, { failed: error.message }]);
    return undefined;
  }
}

/** Asks again until the answer is as awaited: the server writes its index a little later. */
async function until(call, isReached) {
  for (const started = Date.now(); ; await delay(100)) {
    const answer = await call();
    if (isReached(answer)) return answer;
    if (Date.now() - started > DEADLINE_MS) throw new Error(`in vain: ${JSON.stringify(answer)}`);
  }
}

const taskIdOf = async (workflowId, reference) =>
  (await workflows.getWorkflow(workflowId, true)).tasks.findLast(
    ({ referenceTaskName }) => referenceTaskName === reference,
  )?.taskId;

// Definitions.
await step('register a task', () => metadata.registerTask(taskDefinition({ name: TASK, ownerEmail: 'a@example.com' })));
await step('update a task', () =>
  metadata.updateTask(taskDefinition({ name: TASK, ownerEmail: 'a@example.com', retryCount: 1, retryDelaySeconds: 0 })),
);
await step('get a task', () => metadata.getTask(TASK));
await step('get an unknown task', () => metadata.getTask(`${prefix}_unknown`));
const flow = new ConductorWorkflow(workflows, FLOW)
  .ownerEmail('a@example.com')
  .timeoutSeconds(0)
  .add(simpleTask('first', TASK, { text: '${workflow.input.text}' }))
  .add(simpleTask('second', TASK, { before: '${first.output}', of: '${workflow.variables.of}' }));
const waiting = new ConductorWorkflow(workflows, WAITING).ownerEmail('a@example.com').timeoutSeconds(0);
waiting.add(waitTaskDuration('wait', '1 hour')).add(simpleTask('after', TASK, { waited: '${wait.output}' }));
await step('register a workflow', () => flow.register());
await step('register it again, without overwriting', () => flow.register(false));
await step('register another', () => metadata.registerWorkflowDef(waiting.toWorkflowDef(), true));
await step('register one without tasks', () =>
  metadata.registerWorkflowDef({ name: `${prefix}_empty`, version: 1, tasks: [] }),
);
await step('get a workflow definition', () => metadata.getWorkflowDef(FLOW, 1));
await step('get an unknown one', () => metadata.getWorkflowDef(`${prefix}_unknown`));

// One workflow, task by task.
await step('start an unknown workflow', () => workflows.startWorkflow({ name: `${prefix}_unknown` }));
const one = await step('start', () =>
  workflows.startWorkflowByName(FLOW, { text: 'a' }, 1, `${prefix}_correlation`, 3),
);
await step('status', () => workflows.getWorkflowStatus(one, true, true));
await step('set variables', () => workflows.updateVariables(one, { of: 'variables' }));
await step('queue size', () => tasks.getQueueSizeForTask([TASK]));
await step('pause', () => workflows.pause(one));
await step('status when paused', () => workflows.getWorkflowStatus(one, true, false));
await step('resume', () => workflows.resume(one));
const first = await taskIdOf(one, 'first');
await step('get a task by id', () => tasks.getTask(first));
await step('get an unknown task by id', () => tasks.getTask('00000000-0000-0000-0000-000000000000'));
await step('log', () => tasks.addTaskLog(first, 'a line'));
await step('logs', () => tasks.getTaskLogs(first));
await step('update a task by id', () => workflows.updateTask(first, one, 'COMPLETED', { text: 'b' }));
await step('update a task by name, and get the workflow', () =>
  tasks.updateTaskSync(one, 'second', 'COMPLETED', { text: 'c' }, 'worker'),
);
await step('update a task of a workflow that is over', () =>
  workflows.updateTaskByRefName('second', one, 'FAILED', { text: 'd' }),
);
await step('update a task of a workflow that is over, and get the workflow', () =>
  workflows.updateTaskSync('second', one, 'FAILED', { text: 'd' }),
);
await step('pause one that is over', () => workflows.pause(one));
await step('resume one that is over', () => workflows.resume(one));
await step('rerun', () => workflows.reRun(one, { workflowInput: { text: 'again' } }));
await step('after the rerun', () => workflows.getWorkflow(one, true));
await step('terminate', () => workflows.terminate(one, 'enough'));
await step('after the termination', () => workflows.getWorkflow(one, true));
await step('retry', () => workflows.retry(one, false));
await step('skip a task that is scheduled', () =>
  workflows.skipTasksFromWorkflow(one, 'first', { taskOutput: { text: 'x' } }),
);
await step('skip a task that is not', () =>
  workflows.skipTasksFromWorkflow(one, 'second', { taskOutput: { text: 'x' } }),
);
await step('restart while it runs', () => workflows.restart(one, false));
await step('terminate again', () => workflows.terminate(one, 'enough again'));
await step('restart', () => workflows.restart(one, true));
await step('after the restart', () => workflows.getExecution(one, true));
await step('by correlation id', () =>
  workflows.getByCorrelationIds({ workflowNames: [FLOW], correlationIds: [`${prefix}_correlation`] }, true, false),
);

// A workflow that waits.
const two = await step('start one that waits', () => waiting.startWorkflow({}, `${prefix}_second`));
await step('signal, and wait for what comes of it', () => workflows.signal(two, 'COMPLETED', { signalled: true }));
await step('signal one that waits no longer', () => workflows.signalAsync(two, 'COMPLETED', { signalled: true }));
await step('signal one that waits no longer, and wait', () => workflows.signal(two, 'COMPLETED', {}));
await step('after the signals', () => workflows.getWorkflow(two, true));
await step('update its state', () => workflows.updateState(two, { variables: { v: 1 } }, 'request'));
await step('update a task by name', () => workflows.updateTaskByRefName('after', two, 'COMPLETED', { done: true }));
await step('search', async () => {
  const search = () => workflows.search(0, 10, `workflowType = '${WAITING}' AND status = 'COMPLETED'`, '*');
  return until(search, ({ totalHits }) => totalHits === 1);
});
await step('search tasks', async () => {
  const search = () => tasks.search(0, 10, undefined, '*', `workflowType = '${WAITING}' AND taskType = '${TASK}'`);
  return until(search, ({ results = [] }) => results[0]?.status === 'COMPLETED');
});
await step('execute, for a second', () =>
  workflows.executeWorkflow({ name: FLOW, version: 1, input: { text: 'e' } }, FLOW, 1, 'request', 'second', 1),
);
await step('poll data', () => tasks.getTaskPollData(TASK));
await step('test a workflow', () =>
  workflows.testWorkflow({
    name: FLOW,
    version: 1,
    input: { text: 't' },
    taskRefToMockOutput: {
      first: [{ status: 'COMPLETED', output: { text: 'mocked' } }],
      second: [
        { status: 'FAILED', output: {} },
        { status: 'COMPLETED', output: { text: 'mocked too' } },
      ],
    },
  }),
);

// Event handlers and schedules.
await step('event handlers of an event', () => events.getEventHandlersForEvent(`conductor:${prefix}`, true));
await step('remove an unknown event handler', () => events.removeEventHandler(`${prefix}_handler`));
const schedule = { name: `${prefix}_schedule`, cronExpression: '0 0 12 1 1 ?' };
await step('save a schedule', () =>
  scheduler.saveSchedule({
    ...schedule,
    paused: true,
    startWorkflowRequest: { name: FLOW, version: 1, input: { text: 's' } },
  }),
);
await step('get a schedule', () => scheduler.getSchedule(schedule.name));
await step('resume a schedule', () => scheduler.resumeSchedule(schedule.name));
await step('pause a schedule', () => scheduler.pauseSchedule(schedule.name));
await step('schedules of a workflow', () => scheduler.getAllSchedules(FLOW));
await step('delete a schedule', () => scheduler.deleteSchedule(schedule.name));
await step('get a deleted schedule', () => scheduler.getSchedule(schedule.name));

// The end.
await step('delete a workflow', () => workflows.deleteWorkflow(two, false));
await step('get a deleted workflow', () => workflows.getWorkflow(two, true));
await step('unregister a workflow', () => metadata.unregisterWorkflow(WAITING, 1));
await step('unregister a task', () => metadata.unregisterTask(TASK));
await step('unregister it again', () => metadata.unregisterTask(TASK));

console.log(JSON.stringify({ answers }));
