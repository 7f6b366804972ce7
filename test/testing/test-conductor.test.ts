import { expect } from 'chai';

import {
  ConductorApiError,
  defineWorker,
  HealthCheckResourceService,
  MetadataResourceService,
  TaskResourceService,
  TaskRunner,
  WorkflowResourceService,
  type WorkflowDef,
  type WorkflowTask,
} from '../../src/index.js';
import {
  createTestConductor,
  EngineError,
  type RunOptions,
  type StartOptions,
  type TestConductor,
  type TestConductorOptions,
  type WaitOptions,
} from '../../src/testing/index.js';
import { failure } from './support/failure.js';

const DAY_MS = 86_400_000;

function simple(name: string, parts: Partial<WorkflowTask> = {}): WorkflowTask {
  return { name, taskReferenceName: name, type: 'SIMPLE', ...parts };
}

function wait(duration: string): WorkflowTask {
  return { name: 'wait', taskReferenceName: 'wait', type: 'WAIT', inputParameters: { duration } };
}

function human(): WorkflowTask {
  return { name: 'approve', taskReferenceName: 'approve', type: 'HUMAN' };
}

function workflow(tasks: WorkflowTask[], parts: Partial<WorkflowDef> = {}): WorkflowDef {
  return { name: 'order', version: 1, tasks, ...parts };
}

describe('a Conductor in this process', () => {
  let conductor: TestConductor;
  const make = async (options?: TestConductorOptions): Promise<TestConductor> => {
    await conductor.close();
    conductor = await createTestConductor(options);
    return conductor;
  };
  beforeEach(async () => {
    conductor = await createTestConductor();
  });
  afterEach(() => conductor.close());

  describe('its client', () => {
    it('is taken by every generated service', async () => {
      const { client } = conductor;
      await MetadataResourceService.updateWorkflowDefs({ client, body: [workflow([simple('charge')])] });
      const { data: workflowId } = await WorkflowResourceService.startWorkflow({
        client,
        body: { name: 'order', input: { orderId: 17 } },
      });
      const { data: tasks } = await TaskResourceService.batchPoll({ client, path: { tasktype: 'charge' } });
      expect(tasks.map(({ workflowInstanceId }) => workflowInstanceId)).to.deep.equal([workflowId]);
      const { data: health } = await HealthCheckResourceService.getHealth({ client });
      expect(health.healthy).to.equal(true);
    });

    it('gets errors as from a server', async () => {
      const { client } = conductor;
      const error = await failure(WorkflowResourceService.getExecutionStatus({ client, path: { workflowId: 'x' } }));
      if (!(error instanceof ConductorApiError)) throw error;
      expect(error.status).to.equal(404);
      expect(error.body).to.deep.include({ message: 'No such workflow found by id: x' });
    });

    it('shares nothing with the engine', async () => {
      const input = { list: [1] };
      const id = conductor.start(workflow([human()]), input);
      input.list.push(2);
      const { client } = conductor;
      const { data: seen } = await WorkflowResourceService.getExecutionStatus({ client, path: { workflowId: id } });
      expect(seen.input).to.deep.equal({ list: [1] });
    });
  });

  describe('runs a workflow', () => {
    it('to its end, with workers', async () => {
      const charge = defineWorker({ name: 'charge', execute: ({ inputData }) => ({ charged: inputData.amount }) });
      await conductor.startWorkers([charge]);
      const order = workflow([simple('charge', { inputParameters: { amount: '${workflow.input.amount}' } })], {
        outputParameters: { total: '${charge.output.charged}' },
      });
      const { status, output } = await conductor.run<{ total: number }>(order, { amount: 12 });
      expect(status).to.equal('COMPLETED');
      expect(output.total).to.equal(12);
    });

    it('with a wait of seven days at once', async () => {
      await conductor.startWorkers([{ name: 'charge', execute: () => ({}) }]);
      const startedAt = conductor.now;
      const { status } = await conductor.run(
        workflow([simple('charge'), wait('7 days'), simple('charge', { taskReferenceName: 'again' })]),
      );
      expect(status).to.equal('COMPLETED');
      expect(conductor.now - startedAt).to.equal(7 * DAY_MS);
    });

    it('that retries after an hour', async () => {
      const { client } = conductor;
      await MetadataResourceService.registerTaskDefs({
        client,
        body: [{ name: 'charge', retryCount: 2, retryDelaySeconds: 3600, retryLogic: 'FIXED' }],
      });
      await conductor.startWorkers([
        {
          name: 'charge',
          execute: ({ retryCount }) => {
            if (retryCount < 2) throw new Error('the bank did not answer');
            return {};
          },
        },
      ]);
      const { status, tasks, startTime, endTime } = await conductor.run(workflow([simple('charge')]));
      expect(status).to.equal('COMPLETED');
      expect(tasks.map((task) => task.status)).to.deep.equal(['FAILED', 'FAILED', 'COMPLETED']);
      expect(endTime - startTime).to.equal(2 * 3_600_000);
    });

    it('that is registered already, by name', async () => {
      conductor.define(workflow([wait('1 s')]));
      const { status } = await conductor.run('order');
      expect(status).to.equal('COMPLETED');
    });

    it('and tells what it waits for when nobody polls', async () => {
      const error = await failure(conductor.run(workflow([simple('charge')])));
      expect(error.message)
        .to.include('workflow order is stuck')
        .and.to.include('charge: a worker for charge: nobody has polled for it');
      expect(error.message).to.match(/order \S+ RUNNING\n {2}\+0s {2}charge {2}SCHEDULED/);
    });

    it('and tells when it goes on for ever', async () => {
      const loop: WorkflowTask = {
        ...{ name: 'loop', taskReferenceName: 'loop', type: 'DO_WHILE', loopCondition: 'true' },
        loopOver: [wait('1 s')],
      };
      await make({ autoAdvance: false });
      conductor.start(workflow([loop]));
      const error = await failure(conductor.runUntilIdle({ mostTimers: 50 }));
      expect(error.message).to.match(/^still not idle after 50 timers: running are order \S+$/);
    });

    it('and refuses one that makes no sense, as the server does', () => {
      expect(() => conductor.start({ name: 'order', version: 1, tasks: [] }))
        .to.throw(EngineError)
        .that.includes({ status: 400 });
      expect(() => conductor.start('unknown')).to.throw(EngineError, 'No such workflow defined. name=unknown');
    });

    it('until the wait is given up', async () => {
      const controller = new AbortController();
      const running = failure(conductor.run(workflow([human()]), {}, { signal: controller.signal }));
      controller.abort(new Error('enough'));
      expect((await running).message).to.equal('enough');
    });

    it('until it is closed', async () => {
      const running = failure(conductor.run(workflow([human()])));
      await conductor.close();
      expect((await running).message).to.equal('the conductor was closed');
    });
  });

  describe('waits', () => {
    it('for what has happened already', async () => {
      const { workflowId } = await conductor.run(workflow([wait('1 s')]));
      const { status } = await conductor.waitFor(workflowId, ({ tasks }) =>
        tasks.some((task) => task.status === 'COMPLETED'),
      );
      expect(status).to.equal('COMPLETED');
    });

    it('for what happens later', async () => {
      const workflowId = conductor.start(workflow([human()]));
      const ended = conductor.waitFor(workflowId);
      await TaskResourceService.updateTaskByRefName({
        client: conductor.client,
        path: { workflowId, taskRefName: 'approve', status: 'COMPLETED' },
        body: { by: 'me' },
      });
      const { tasks } = await ended;
      expect(tasks[0]?.outputData).to.deep.equal({ by: 'me' });
    });

    it('not for a workflow that there is not', async () => {
      expect(await failure(conductor.waitFor('x')))
        .to.be.instanceOf(EngineError)
        .that.includes({ status: 404 });
    });

    it('and fails with what the condition throws', async () => {
      const workflowId = conductor.start(workflow([human()]));
      const error = await failure(
        conductor.waitFor(workflowId, () => {
          throw new Error('a bad condition');
        }),
      );
      expect(error.message).to.equal('a bad condition');
    });
  });

  describe('its clock', () => {
    it('stays while a worker has a task', async () => {
      let end: (value: object) => void = () => undefined;
      const held = new Promise<object>((resolve) => {
        end = resolve;
      });
      const { client } = conductor;
      await MetadataResourceService.registerTaskDefs({ client, body: [{ name: 'slow', responseTimeoutSeconds: 5 }] });
      let taken: () => void = () => undefined;
      const isTaken = new Promise<void>((resolve) => {
        taken = resolve;
      });
      await conductor.startWorkers([
        {
          name: 'slow',
          execute: () => {
            taken();
            return held;
          },
        },
      ]);
      const running = conductor.run(workflow([simple('slow')]));
      await isTaken;
      const before = conductor.now;
      await new Promise((resolve) => setImmediate(resolve));
      expect(conductor.now).to.equal(before);
      end({});
      expect((await running).status).to.equal('COMPLETED');
    });

    it('stays while a task could be polled that nobody polls', async () => {
      const startedAt = conductor.now;
      const workflowId = conductor.start(
        workflow([simple('charge')], { timeoutSeconds: 60, timeoutPolicy: 'TIME_OUT_WF' }),
      );
      await new Promise((resolve) => setImmediate(resolve));
      expect(conductor.now).to.equal(startedAt);
      await conductor.advance(61_000);
      expect(conductor.workflow(workflowId).status).to.equal('TIMED_OUT');
    });

    it('does not run out the patience of somebody who waits for a person', async () => {
      const definition = workflow([human()], { timeoutSeconds: 60, timeoutPolicy: 'TIME_OUT_WF' });
      const workflowId = conductor.start(definition);
      await new Promise((resolve) => setImmediate(resolve));
      expect(conductor.workflow(workflowId).status).to.equal('RUNNING');
      await conductor.advance(61_000);
      expect(conductor.workflow(workflowId).status).to.equal('TIMED_OUT');
    });

    it('moves only by hand if that is wanted', async () => {
      await make({ autoAdvance: false, startAt: new Date('2030-01-01T00:00:00Z') });
      const workflowId = conductor.start(workflow([wait('7 days')]));
      await new Promise((resolve) => setImmediate(resolve));
      expect(new Date(conductor.now).toISOString()).to.equal('2030-01-01T00:00:00.000Z');
      await conductor.advance(7 * DAY_MS - 1);
      expect(conductor.workflow(workflowId).status).to.equal('RUNNING');
      await conductor.advance(1);
      expect(conductor.workflow(workflowId).status).to.equal('COMPLETED');
      expect(new Date(conductor.now).toISOString()).to.equal('2030-01-08T00:00:00.000Z');
    });

    it('runs until nothing is left, and no further', async () => {
      await make({ autoAdvance: false });
      const startedAt = conductor.now;
      const workflowId = conductor.start(workflow([wait('1 hour')]));
      await conductor.runUntilIdle();
      expect(conductor.workflow(workflowId).status).to.equal('COMPLETED');
      expect(conductor.now - startedAt).to.equal(3_600_000);
    });

    it('lets workers have their turn while it is moved by hand', async () => {
      await make({ autoAdvance: false });
      await conductor.startWorkers([{ name: 'charge', execute: () => Promise.resolve({}) }]);
      const workflowId = conductor.start(
        workflow([wait('1 hour'), simple('charge'), { ...wait('1 hour'), taskReferenceName: 'again' }]),
      );
      await conductor.advance(2 * 3_600_000);
      expect(conductor.workflow(workflowId).status).to.equal('COMPLETED');
    });

    it('moves by all that is asked for, also if nobody waits in between', async () => {
      await make({ autoAdvance: false });
      const startedAt = conductor.now;
      const workflowId = conductor.start(workflow([wait('10 seconds')]));
      const first = conductor.advance(6_000).then(() => conductor.now - startedAt);
      await conductor.advance(6_000);
      expect([await first, conductor.now - startedAt]).to.deep.equal([6_000, 12_000]);
      expect(conductor.workflow(workflowId).status).to.equal('COMPLETED');
    });

    it('is the machine’s own if that is wanted', async () => {
      await make({ clock: 'real' });
      expect(conductor.now).to.be.closeTo(Date.now(), 1_000);
      expect((await failure(conductor.advance(1))).message).to.include('the clock of this conductor is real');
      expect((await failure(conductor.runUntilIdle())).message).to.include('the clock of this conductor is real');
      expect((await conductor.run(workflow([wait('1 s')]))).status).to.equal('COMPLETED');
    });

    it('takes only times that make sense', async () => {
      for (const ms of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(await failure(conductor.advance(ms))).to.be.instanceOf(RangeError);
      }
    });
  });

  describe('stops at once', () => {
    it('although polls are held', async () => {
      const runner = new TaskRunner({ client: conductor.client, workers: [{ name: 'idle', execute: () => ({}) }] });
      await runner.start();
      const { durationMs, errors } = await runner.stop();
      expect(errors).to.deep.equal([]);
      // A held poll is one of five seconds.
      expect(durationMs).to.be.below(2_000);
    });

    it('and leaves nothing that keeps the process running', async () => {
      await conductor.startWorkers([{ name: 'idle', execute: () => ({}) }]);
      await conductor.listen();
      await conductor.close();
      await conductor.close();
      const error = await failure(HealthCheckResourceService.getHealth({ client: conductor.client, retry: false }));
      expect(error.message).to.include('closed');
    });
  });

  describe('refuses options', () => {
    for (const [what, options, message] of [
      ['a clock that there is not', { clock: 'sundial' }, `clock must be 'virtual' or 'real', got "sundial"`],
      ['a way of polling that there is not', { pollStyle: 1 }, `pollStyle must be 'firstTask' or 'fullBatch', got 1`],
      ['a start that is no time', { startAt: 'soon' }, 'startAt must be a valid Date or milliseconds since 1970'],
      ['a start beyond what a Date can be', { startAt: 1e20 }, 'startAt must be a valid Date or'],
      ['an invalid start', { startAt: new Date('soon') }, 'startAt must be a valid Date or'],
      [
        'fewer workflows to keep than none',
        { keepFinished: -1 },
        'keepFinished must be a whole number from 0 on, got -1',
      ],
      ['half a workflow to keep', { keepFinished: 1.5 }, 'keepFinished must be a whole number from 0 on, got 1.5'],
      ['a text for a number', { keepFinished: '2' }, 'keepFinished must be a whole number from 0 on, got "2"'],
      ['a text for a truth', { autoAdvance: 'no' }, 'autoAdvance must be true or false, got "no"'],
      ['a number for a function', { random: 5 }, 'random must be a function, got 5'],
      ['a text for ids', { newId: 'abc' }, 'newId must be a function, got "abc"'],
      ['a number for fetch', { fetch: 5 }, 'fetch must be a function, got 5'],
      ['one plugin for a list', { plugins: {} }, 'plugins must be a list, got an Object'],
      ['none', null, 'createTestConductor: the options must be an object, got null'],
      ['a start on a real clock', { clock: 'real', startAt: 0 }, 'startAt and autoAdvance are for a virtual clock'],
      ['what it does not know', { clocks: 'real' }, 'there is no option clocks'],
    ] as const) {
      it(what, async () => {
        const error = await failure(createTestConductor(options as TestConductorOptions));
        expect(error).to.be.instanceOf(TypeError);
        expect(error.message).to.include(message);
      });
    }

    for (const [what, call, message] of [
      [
        'of a start',
        () => conductor.start('x', {}, { prioriti: 1 } as StartOptions),
        'start: there is no option prioriti',
      ],
      ['of a run', () => conductor.run('x', {}, { mock: {} } as RunOptions), 'run: there is no option mock; there are'],
      [
        'of a run that it must not have',
        () => conductor.run('x', {}, { mocks: 5 as never }),
        'mocks must be an object',
      ],
      [
        'of a run that are none',
        () => conductor.run('x', {}, null as never),
        'run: the options must be an object, got null',
      ],
      [
        'of a start whose version is a text',
        () => conductor.start('x', {}, { version: '1' as never }),
        'version must be',
      ],
      [
        'of a start with a domain that is none',
        () => conductor.start('x', {}, { taskToDomain: { a: 1 as never } }),
        'texts',
      ],
      [
        'of a wait',
        () => conductor.waitFor('x', undefined, { timeoutMs: 5 } as WaitOptions),
        'there is no option timeoutMs',
      ],
      [
        'of a wait for nothing',
        () => conductor.waitFor(undefined as never),
        'waitFor: workflowId must be a text, got undefined',
      ],
      [
        'of a wait whose condition is none',
        () => conductor.waitFor('x', 5 as never),
        'condition must be a function, got 5',
      ],
      [
        'of moving on',
        () => conductor.runUntilIdle({ mostTimers: Number.NaN }),
        'mostTimers must be a whole number from 0 on',
      ],
      [
        'of an HTTP door',
        () => conductor.listen({ port: 'x' as never }),
        'port must be a whole number from 0 to 65535',
      ],
    ] as const) {
      it(what, async () => {
        const error = await failure((async () => call())());
        expect(error).to.be.instanceOf(TypeError);
        expect(error.message).to.include(message);
      });
    }
  });
});
