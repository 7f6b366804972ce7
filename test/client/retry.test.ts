import { expect } from 'chai';
import {
  MetadataResourceService,
  SchedulerResourceService,
  TaskResourceService,
  WorkflowResourceService,
} from '../../generated/index.js';
import type { ClientConfig } from '../../src/client/client-config.js';
import type { ConductorClient } from '../../src/client/conductor-client.js';
import { createConductorClient } from '../../src/client/create-conductor-client.js';
import { ConductorApiError } from '../../src/client/errors/conductor-api-error.js';
import { ConductorConnectionError } from '../../src/client/errors/conductor-connection-error.js';
import { ConductorTimeoutError } from '../../src/client/errors/conductor-timeout-error.js';
import { TransportFailure } from '../../src/client/transport-failure.js';
import { ManualClock } from '../time/manual-clock.js';
import { rejectionOf } from './support/rejection-of.js';
import { answer, connectionLost, ScriptedTransport } from './support/scripted-transport.js';
import type { Answer } from './support/scripted-transport.js';

const path = { taskId: 'task-1' };
const update = { workflowInstanceId: 'w', taskId: 't', status: 'COMPLETED' as const };

describe('repeating requests', () => {
  let clock: ManualClock;
  let transport: ScriptedTransport;

  const connect = (answers: readonly Answer[], config: ClientConfig = {}): ConductorClient => {
    clock = new ManualClock();
    transport = new ScriptedTransport(clock, (_request, index) => answers[Math.min(index, answers.length - 1)]!);
    return createConductorClient({
      serverUrl: 'http://conductor',
      auth: false,
      clock,
      random: () => 0.5,
      transport: () => transport,
      ...config,
    });
  };
  /** Lets time pass until a call is over; there is no other time than the clock's. */
  const settle = async <T>(call: Promise<T>): Promise<T> => {
    const state = { isOver: false };
    const watched = call.finally(() => (state.isOver = true));
    watched.catch(() => undefined);
    for (let waited = 0; !state.isOver && waited < 300; waited++) await clock.advanceAsync(1_000);
    if (!state.isOver) throw new Error('the call waits for something other than the clock');
    return watched;
  };

  it('repeats an idempotent request after a lost connection, with waits that grow and are drawn by chance', async () => {
    const client = connect([connectionLost(), answer(503, {}), answer(200, { taskId: 'task-1' })]);
    const { data } = await settle(TaskResourceService.getTask({ client, path }));
    expect(data).to.deep.equal({ taskId: 'task-1' });
    expect(transport.sentAtMs).to.deep.equal([0, 100, 300]);
    expect(clock.pendingTimers).to.equal(0);
  });

  for (const status of [429, 502, 503, 504]) {
    it(`repeats it after ${status}`, async () => {
      const client = connect([answer(status, {}), answer(200, {})]);
      await settle(TaskResourceService.getTask({ client, path }));
      expect(transport.requests).to.have.length(2);
    });
  }

  it('repeats it after a 500 that the server itself calls retryable, and after no other', async () => {
    const retryable = { status: 500, message: 'database is locked', retryable: true };
    await settle(TaskResourceService.getTask({ client: connect([answer(500, retryable), answer(200, {})]), path }));
    expect(transport.requests).to.have.length(2);
    const client = connect([answer(500, { ...retryable, retryable: false })]);
    await rejectionOf(settle(TaskResourceService.getTask({ client, path })), ConductorApiError);
    expect(transport.requests).to.have.length(1);
  });

  for (const status of [400, 401, 403, 404, 409]) {
    it(`does not repeat it after ${status}`, async () => {
      const client = connect([answer(status, {})]);
      await rejectionOf(settle(TaskResourceService.getTask({ client, path })), ConductorApiError);
      expect(transport.requests).to.have.length(1);
    });
  }

  it('does not repeat it after a timeout', async () => {
    const client = connect([new TransportFailure('timeout', 'not complete', { mayHaveArrived: true })]);
    await rejectionOf(settle(TaskResourceService.getTask({ client, path })), ConductorTimeoutError);
    expect(transport.requests).to.have.length(1);
  });

  it('gives up after the attempts it has, with the last error', async () => {
    const client = connect([
      connectionLost(),
      connectionLost(),
      answer(503, { status: 503, message: 'last', retryable: false }),
    ]);
    const error = await rejectionOf(settle(TaskResourceService.getTask({ client, path })), ConductorApiError);
    expect(error.body).to.have.property('message', 'last');
    expect(transport.requests).to.have.length(3);
  });

  it('waits as long as the server asks, and gives up at once if that is beyond the deadline', async () => {
    const client = connect([answer(429, {}, { 'retry-after': '20' }), answer(200, {})]);
    await settle(TaskResourceService.getTask({ client, path }));
    expect(transport.sentAtMs).to.deep.equal([0, 20_000]);

    const other = connect([answer(429, {}, { 'retry-after': '61' })]);
    const error = await rejectionOf(settle(TaskResourceService.getTask({ client: other, path })), ConductorApiError);
    expect(error.retryAfterMs).to.equal(61_000);
    expect(transport.requests).to.have.length(1);
  });

  it('keeps the deadline in all: a later attempt has only the time that is left', async () => {
    const client = connect([answer(503, {}, { 'retry-after': '8' }), answer(200, {})], {
      retry: { deadlineMs: 10_000 },
    });
    await settle(TaskResourceService.getTask({ client, path }));
    expect(transport.requests.map(({ timeoutMs }) => timeoutMs)).to.deep.equal([30_000, 2_000]);
  });

  it('does as the call says', async () => {
    const client = connect([connectionLost()]);
    await rejectionOf(settle(TaskResourceService.getTask({ client, path, retry: false })), ConductorConnectionError);
    expect(transport.requests).to.have.length(1);
    await rejectionOf(
      settle(TaskResourceService.getTask({ client, path, retry: { attempts: 5 } })),
      ConductorConnectionError,
    );
    expect(transport.requests).to.have.length(6);
    const strict = connect([connectionLost()], { retry: false });
    await rejectionOf(settle(TaskResourceService.getTask({ client: strict, path })), ConductorConnectionError);
    expect(transport.requests).to.have.length(1);
  });

  it('never repeats a POST, even one that was not sent, nor a poll', async () => {
    const notSent = connectionLost(false);
    const calls: ((client: ConductorClient) => Promise<unknown>)[] = [
      (client) => TaskResourceService.updateTask({ client, body: update }),
      (client) => WorkflowResourceService.startWorkflow({ client, body: { name: 'w' } }),
      (client) => TaskResourceService.poll({ client, path: { tasktype: 'x' } }),
      (client) => TaskResourceService.batchPoll({ client, path: { tasktype: 'x' } }),
      (client) => SchedulerResourceService.requeueAllExecutionRecords({ client }),
    ];
    for (const call of calls) {
      const client = connect([notSent]);
      await rejectionOf(settle(call(client)), ConductorConnectionError);
      expect(transport.requests).to.have.length(1);
    }
  });

  it('repeats a PUT or DELETE whose repetition is answered the same', async () => {
    const calls: ((client: ConductorClient) => Promise<unknown>)[] = [
      (client) => MetadataResourceService.updateTaskDef({ client, body: { name: 'x' } }),
      (client) => WorkflowResourceService.terminateWorkflow({ client, path: { workflowId: 'w' } }),
      (client) => WorkflowResourceService.pauseWorkflow({ client, path: { workflowId: 'w' } }),
    ];
    for (const call of calls) {
      const client = connect([connectionLost(), answer(200, undefined)]);
      await settle(call(client));
      expect(transport.requests).to.have.length(2);
    }
  });

  it('repeats any other PUT or DELETE only if the first was certainly not carried out', async () => {
    const resume = (client: ConductorClient) =>
      WorkflowResourceService.resumeWorkflow({ client, path: { workflowId: 'w' } });
    await rejectionOf(
      settle(resume(connect([connectionLost(true), answer(200, undefined)]))),
      ConductorConnectionError,
    );
    expect(transport.requests).to.have.length(1);
    await rejectionOf(settle(resume(connect([answer(504, {}), answer(200, undefined)]))), ConductorApiError);
    expect(transport.requests).to.have.length(1);
    await settle(resume(connect([connectionLost(false), answer(200, undefined)])));
    expect(transport.requests).to.have.length(2);
    await settle(resume(connect([answer(429, {}), answer(200, undefined)])));
    expect(transport.requests).to.have.length(2);
  });

  it('treats what a transport of the user throws as a lost connection', async () => {
    const client = connect([answer(200, {})], {
      transport: () => ({
        send: () => {
          throw new RangeError('not today');
        },
        stream: () => Promise.reject(new Error('no')),
        close: () => Promise.resolve(),
      }),
    });
    const error = await rejectionOf(settle(TaskResourceService.getTask({ client, path })), ConductorConnectionError);
    expect(error.cause).to.be.instanceOf(RangeError);
    expect(error.message).to.include('not today');
  });

  it('gives polls, executions and signals the time they may take', async () => {
    const client = connect([answer(200, [])]);
    const name = 'w';
    const calls: [Promise<unknown>, number][] = [
      [TaskResourceService.batchPoll({ client, path: { tasktype: 'x' }, query: { timeout: 5_000 } }), 15_000],
      [TaskResourceService.poll({ client, path: { tasktype: 'x' } }), 10_100],
      [
        WorkflowResourceService.executeWorkflow({
          client,
          path: { name, version: 1 },
          query: { waitForSeconds: 30 },
          body: { name },
        }),
        35_000,
      ],
      [WorkflowResourceService.executeWorkflow({ client, path: { name, version: 1 }, body: { name } }), 15_000],
      [TaskResourceService.updateTask({ client, body: update }), 30_000],
      [TaskResourceService.updateTask({ client, body: update, timeoutMs: 5 }), 5],
    ];
    await Promise.all(calls.map(([call]) => call));
    expect(transport.requests.map(({ timeoutMs }) => timeoutMs)).to.deep.equal(calls.map(([, timeoutMs]) => timeoutMs));
  });

  it('gives polls and results lanes of their own', async () => {
    const client = connect([answer(200, [])]);
    await TaskResourceService.batchPoll({ client, path: { tasktype: 'x' } });
    await TaskResourceService.poll({ client, path: { tasktype: 'x' } });
    await TaskResourceService.updateTask({ client, body: update });
    await TaskResourceService.updateTaskV2({ client, body: update });
    await TaskResourceService.addTaskLog({ client, path, body: 'line' });
    await TaskResourceService.getTask({ client, path });
    expect(transport.requests.map(({ lane }) => lane)).to.deep.equal([
      'poll',
      'poll',
      'results',
      'results',
      'results',
      'other',
    ]);
  });
});
