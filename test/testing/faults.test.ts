import { expect } from 'chai';

import {
  ConductorApiError,
  ConductorConnectionError,
  HealthCheckResourceService,
  TaskResourceService,
  WorkflowResourceService,
  type WorkflowDef,
} from '../../src/index.js';
import { createTestConductor, type FaultOptions, type TestConductor } from '../../src/testing/index.js';

const ORDER: WorkflowDef = {
  name: 'order',
  version: 1,
  tasks: [{ name: 'charge', taskReferenceName: 'charge', type: 'SIMPLE' }],
};

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error,
  );
}

describe('a fault', () => {
  let conductor: TestConductor;
  beforeEach(async () => {
    conductor = await createTestConductor();
    conductor.define(ORDER);
  });
  afterEach(() => conductor.close());

  const start = (): Promise<unknown> =>
    WorkflowResourceService.startWorkflow({ client: conductor.client, body: { name: 'order' }, retry: false });
  const ask = (): Promise<unknown> => HealthCheckResourceService.getHealth({ client: conductor.client, retry: false });
  const running = async (): Promise<number> => {
    const { data } = await WorkflowResourceService.getRunningWorkflowIds({
      client: conductor.client,
      path: { name: 'order' },
    });
    return data.length;
  };

  it('loses a request, which never arrives', async () => {
    const fault = conductor.fault({ on: 'start', do: 'loseRequest' });
    expect(await failure(start())).to.be.instanceOf(ConductorConnectionError);
    expect(await running()).to.equal(0);
    await start();
    expect([await running(), fault.count]).to.deep.equal([1, 1]);
  });

  it('loses an answer: the request was carried out', async () => {
    conductor.fault({ on: 'start', do: 'loseResponse' });
    expect(await failure(start())).to.be.instanceOf(ConductorConnectionError);
    expect(await running()).to.equal(1);
  });

  it('carries a request out twice', async () => {
    conductor.fault({ on: 'start', do: 'duplicate' });
    await start();
    expect(await running()).to.equal(2);
  });

  it('answers an error in place of carrying the request out', async () => {
    conductor.fault({ on: 'start', do: 'serverError', status: 502 });
    conductor.fault({ on: 'start', nth: 2, do: 'tooManyRequests', retryAfterSeconds: 3 });
    for (const status of [502, 429]) {
      const error = await failure(start());
      if (!(error instanceof ConductorApiError)) throw error;
      expect(error.status).to.equal(status);
      if (status === 429) expect(error.retryAfterMs).to.equal(3_000);
    }
    expect(await running()).to.equal(0);
  });

  it('holds a request up', async () => {
    const fault = conductor.fault({ on: 'any', do: 'delay', ms: 20 });
    const before = performance.now();
    await ask();
    // Timers of Node may fire up to a millisecond early.
    expect(performance.now() - before).to.be.at.least(19);
    expect(fault.count).to.equal(1);
  });

  it('restarts the server: what is under way loses its connection, what is stored stays', async () => {
    await start();
    const held = failure(
      TaskResourceService.batchPoll({
        client: conductor.client,
        path: { tasktype: 'other' },
        query: { timeout: 5_000 },
        retry: false,
      }),
    );
    conductor.fault({ on: 'GET /health', do: 'restart' });
    expect(await failure(ask())).to.be.instanceOf(ConductorConnectionError);
    expect(await held).to.be.instanceOf(ConductorConnectionError);
    expect(await running()).to.equal(1);
  });

  it('happens to the nth request of its kind, and to as many as were asked for', async () => {
    const fault = conductor.fault({ on: 'start', nth: 2, times: 2, do: 'loseRequest' });
    await ask();
    await start();
    await failure(start());
    await ask();
    await failure(start());
    await start();
    expect([await running(), fault.count]).to.deep.equal([2, 2]);
  });

  it('can be taken back', async () => {
    const fault = conductor.fault({ on: 'any', times: Number.POSITIVE_INFINITY, do: 'loseRequest' });
    await failure(ask());
    fault.remove();
    fault.remove();
    await ask();
    expect(fault.count).to.equal(1);
  });

  it('does not lose a result of a runner', async () => {
    for (const [nth, kind] of [
      [1, 'loseResponse'],
      [2, 'loseRequest'],
      [3, 'serverError'],
      [4, 'duplicate'],
    ] as const) {
      conductor.fault({ on: 'update', nth, do: kind });
    }
    let executions = 0;
    await conductor.startWorkers([
      {
        name: 'charge',
        execute: () => {
          executions += 1;
          return { paid: true };
        },
      },
    ]);
    const { status, tasks } = await conductor.run(ORDER);
    expect(status).to.equal('COMPLETED');
    expect(tasks).to.have.length(1);
    expect(executions).to.equal(1);
  });

  it('also happens to those who come by HTTP', async () => {
    const { url } = await conductor.listen();
    conductor.fault({ on: 'any', do: 'loseResponse' });
    expect(await failure(fetch(`${url}/health`))).to.be.instanceOf(TypeError);
    expect((await fetch(`${url}/health`)).status).to.equal(200);
  });

  it('may happen to one operation, with its path as it is sent', async () => {
    const fault = conductor.fault({
      on: 'GET /api/tasks/17',
      do: 'serverError',
      status: 502,
      times: Number.POSITIVE_INFINITY,
    });
    const { url } = await conductor.listen();
    expect((await fetch(`${url}/api/tasks/17`)).status).to.equal(502);
    expect((await fetch(`${url}/api/tasks/18`)).status).to.equal(404);
    expect(fault.count).to.equal(1);
  });

  for (const [what, wrong, message] of [
    ['of a kind that there is not', { on: 'any', do: 'explode' }, "do must be 'loseRequest', 'loseResponse', "],
    ['of no kind', { on: 'any' }, "do must be 'loseRequest', "],
    ['at no point', { do: 'delay' }, 'on must be one of poll, update'],
    ['at a point that there is not', { on: 'everything', do: 'delay' }, 'on must be one of poll, update'],
    ['at an operation that there is not', { on: 'POST /tasks', do: 'delay' }, 'got "POST /tasks"'],
    ['at a path with a query', { on: 'GET /api/tasks/17?a=b', do: 'delay' }, 'on must be one of poll'],
    ['before the first request', { on: 'any', do: 'delay', nth: 0 }, 'nth must be a whole number from 1 on, got 0'],
    [
      'less than once',
      { on: 'any', do: 'delay', times: 0 },
      'times must be a whole number from 1 on, or Infinity, got 0',
    ],
    ['one and a half times', { on: 'any', do: 'delay', times: 1.5 }, 'times must be a whole number from 1 on'],
    ['that takes negative time', { on: 'any', do: 'delay', ms: -1 }, 'ms must be milliseconds from 0 on, got -1'],
    [
      'with a status that is no failure',
      { on: 'any', do: 'serverError', status: 200 },
      'status must be a whole number from 500',
    ],
    ['that is over before it begins', { on: 'any', do: 'tooManyRequests', retryAfterSeconds: -1 }, 'got -1'],
    ['with a text for seconds', { on: 'any', do: 'tooManyRequests', retryAfterSeconds: 'x' }, 'got "x"'],
    [
      'with what another kind has',
      { on: 'any', do: 'loseRequest', ms: 4 },
      'fault: ms is for delay, not for loseRequest',
    ],
    ['with an option that there is not', { on: 'any', do: 'delay', afterMs: 3 }, 'fault: there is no option afterMs'],
    ['without anything', undefined, 'fault: the options must be an object, got undefined'],
  ] as const) {
    it(`is refused ${what}`, () => {
      expect(() => conductor.fault(wrong as FaultOptions)).to.throw(TypeError, message);
    });
  }
});
