import { expect } from 'chai';

import type { WorkflowDef, WorkflowTask } from '../../generated/index.js';
import { createTestConductor } from '../../src/testing/index.js';
import type { Mocks } from '../../src/testing/index.js';
import { checkMocks } from '../../src/testing/mocks.js';
import { Scene, simple, system } from './engine/support/scene.js';

const sub = (ref: string, name: string): WorkflowTask =>
  system('SUB_WORKFLOW', ref, { subWorkflowParam: { name, version: 1 } });

describe('mocks of tasks', () => {
  it('answer each attempt in turn, and what has none is for a worker', () => {
    const scene = new Scene();
    scene.taskDef('charge', { retryCount: 2 });
    scene.define('order', [simple('charge'), simple('ship')]);
    const id = scene.engine.mocks.start(
      { name: 'order' },
      { taskRefToMockOutput: { charge: [{ status: 'FAILED', output: { no: 1 } }, { output: { paid: true } }] } },
    );
    expect(scene.tasks(id)).to.deep.equal(['charge FAILED', 'charge COMPLETED', 'ship SCHEDULED']);
    expect(scene.task(id, 'charge').outputData).to.deep.equal({ paid: true });
    expect(scene.poll('charge')).to.equal(undefined);
    scene.complete('ship');
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('keep system tasks from starting', () => {
    let calls = 0;
    const fetch = (): Promise<Response> => Promise.reject(new Error(`call ${++calls}`));
    const scene = new Scene({ fetch });
    scene.define('out', [
      system('HTTP', 'http', { inputParameters: { http_request: { uri: 'http://x.invalid/', method: 'GET' } } }),
      system('KAFKA_PUBLISH', 'kafka', { inputParameters: { kafka_request: {} } }),
      system('WAIT', 'wait', { inputParameters: { duration: '7d' } }),
      system('HUMAN', 'human'),
      system('START_WORKFLOW', 'start', { inputParameters: { startWorkflow: { name: 'out' } } }),
      system('PULL_WORKFLOW_MESSAGES', 'pull'),
      simple('odd', { type: 'NOBODY_KNOWS' }),
    ]);
    const output = { response: { statusCode: 200 } };
    const none = [{}];
    const others = { kafka: none, wait: none, human: none, start: none, pull: none };
    const mocked = { ...others, http: [{ output }], odd: [{ output: { done: 1 } }] };
    const id = scene.engine.mocks.start({ name: 'out' }, { taskRefToMockOutput: mocked });
    expect(scene.status(id)).to.equal('COMPLETED');
    expect(scene.task(id, 'http').outputData).to.deep.equal(output);
    expect(scene.engine.size).to.equal(1);
    expect(calls).to.equal(0);
  });

  it('reach the tasks of children', () => {
    const scene = new Scene();
    scene.define('inner', [simple('a')]);
    scene.define('middle', [sub('deep', 'inner')]);
    scene.define('outer', [sub('child', 'middle'), simple('b')]);
    const id = scene.engine.mocks.start(
      { name: 'outer' },
      {
        taskRefToMockOutput: { b: [{}] },
        subWorkflowTestRequest: {
          child: { subWorkflowTestRequest: { deep: { taskRefToMockOutput: { a: [{ output: { x: 1 } }] } } } },
        },
      },
    );
    expect(scene.status(id)).to.equal('COMPLETED');
    expect(scene.task(id, 'child').outputData).to.include({ x: 1 });
  });

  it('wait for the delay of a retry where that is wanted', async () => {
    const scene = new Scene();
    scene.taskDef('charge', { retryCount: 1, retryDelaySeconds: 60 });
    scene.define('order', [simple('charge')]);
    const mocks = { taskRefToMockOutput: { charge: [{ status: 'FAILED' as const }, {}] } };
    const atOnce = scene.engine.mocks.start({ name: 'order' }, mocks);
    expect(scene.status(atOnce)).to.equal('COMPLETED');
    const id = scene.engine.mocks.start({ name: 'order' }, mocks, { keepsDelays: true });
    await scene.pass(59);
    expect(scene.tasks(id)).to.deep.equal(['charge FAILED', 'charge SCHEDULED']);
    await scene.pass(1);
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('that are used up leave the next attempt to nobody', async () => {
    let calls = 0;
    const fetch = (): Promise<Response> => Promise.reject(new Error(`call ${++calls}`));
    const scene = new Scene({ fetch });
    scene.taskDef('charge', { retryCount: 1 });
    scene.taskDef('http', { retryCount: 2, retryDelaySeconds: 60 });
    scene.define('order', [simple('charge')]);
    scene.define('out', [
      system('HTTP', 'http', { inputParameters: { http_request: { uri: 'http://x.invalid/', method: 'GET' } } }),
    ]);
    const failed = { status: 'FAILED' as const };
    const id = scene.engine.mocks.start({ name: 'order' }, { taskRefToMockOutput: { charge: [failed] } });
    expect(scene.tasks(id)).to.deep.equal(['charge FAILED', 'charge SCHEDULED']);
    expect(scene.poll('charge')).to.equal(undefined);
    expect(scene.engine.mocks.usedUp(id, 'charge')).to.equal(1);
    const keepsDelays = { keepsDelays: true };
    const out = scene.engine.mocks.start(
      { name: 'out' },
      { taskRefToMockOutput: { http: [failed, failed] } },
      keepsDelays,
    );
    await scene.pass(600);
    expect(scene.tasks(out)).to.deep.equal(['http FAILED', 'http FAILED', 'http SCHEDULED']);
    expect(calls).to.equal(0);
  });

  it('that are used up are what a stuck workflow waits for', async () => {
    const conductor = await createTestConductor({ stuckAfterMs: 100 });
    try {
      let calls = 0;
      await conductor.startWorkers([{ name: 'charge', execute: () => ({ call: ++calls }) }]);
      const definition: WorkflowDef = { name: 'order', version: 1, tasks: [simple('charge', { retryCount: 2 })] };
      const failed = { status: 'FAILED' as const };
      const running = conductor.run(definition, {}, { mocks: { taskRefToMockOutput: { charge: [failed, failed] } } });
      expect(await running.then(String, String)).to.contain(
        'charge: another mock: it has had all of its 2, and this is attempt 3',
      );
      expect(calls).to.equal(0);
    } finally {
      await conductor.close();
    }
  });

  it('may have taken their time', () => {
    const scene = new Scene();
    scene.define('order', [simple('charge')]);
    const taken = { executionTime: 1000, queueWaitTime: 500 };
    const id = scene.engine.mocks.start({ name: 'order' }, { taskRefToMockOutput: { charge: [taken] } });
    const { scheduledTime, startTime, endTime } = scene.task(id, 'charge');
    expect([startTime - scheduledTime, endTime - startTime]).to.deep.equal([500, 1000]);
  });

  describe('are refused', () => {
    const definition: WorkflowDef = {
      name: 'order',
      version: 1,
      tasks: [
        simple('charge'),
        sub('child', 'inner'),
        system('INLINE', 'sum'),
        system('JSON_JQ_TRANSFORM', 'jq'),
        system('LAMBDA', 'lambda'),
        system('NOOP', 'noop'),
        system('EXCLUSIVE_JOIN', 'first'),
        system('EVENT', 'tell'),
        system('EVENT', 'ask', { asyncComplete: true }),
        system('SWITCH', 'way', {
          decisionCases: { a: [system('DO_WHILE', 'loop', { loopOver: [simple('step')] })] },
        }),
      ],
    };
    const refused = {
      'of a task that there is not': [{ none: [{}] }, 'there is no task none in workflow order'],
      'of a child in the wrong place': [{ child: [{}] }, 'subWorkflowTestRequest.child'],
      'of a task that is never mocked': [{ sum: [{}] }, 'type INLINE'],
      'of a JSON_JQ_TRANSFORM': [{ jq: [{}] }, 'type JSON_JQ_TRANSFORM'],
      'of a LAMBDA': [{ lambda: [{}] }, 'type LAMBDA'],
      'of a NOOP': [{ noop: [{}] }, 'type NOOP'],
      'of an EXCLUSIVE_JOIN': [{ first: [{}] }, 'type EXCLUSIVE_JOIN'],
      'of an EVENT that nobody completes': [{ tell: [{}] }, 'tell is an EVENT without asyncComplete'],
      'of a task in a loop without its iteration': [{ step: [{}] }, 'step__1'],
      'of a status that there is not': [{ charge: [{ status: 'DONE' }] }, 'charge cannot become DONE'],
      'of an output that is no object': [{ charge: [{ output: [] }] }, 'output of charge'],
      'of a field that there is not': [{ charge: [{ outputData: {} }] }, 'no field outputData'],
      'without a list': [{ charge: {} }, 'list of results'],
    } as const;
    for (const [name, [results, message]] of Object.entries(refused)) {
      it(name, () => {
        const mocks = { taskRefToMockOutput: results } as unknown as Parameters<typeof checkMocks>[0];
        expect(() => checkMocks(mocks, definition)).to.throw(TypeError, message);
      });
    }

    for (const [mocks, message] of [
      [
        { taskRefToMockOutput: null },
        'mocks.taskRefToMockOutput must be an object with a field for each task, got null',
      ],
      [
        { taskRefToMockOutput: [] },
        'mocks.taskRefToMockOutput must be an object with a field for each task, got an array',
      ],
      [{ subWorkflowTestRequest: { child: null } }, 'mocks.subWorkflowTestRequest.child must be an object, got null'],
      [{ subWorkflowTestRequest: { child: { mock: {} } } }, 'mocks: there is no field mock'],
      [{ subWorkflowTestRequest: { child: { taskRefToMockOutput: { a: {} } } } }, 'mocks: a needs a list of results'],
    ] as const) {
      it(`that are ${JSON.stringify(mocks)}`, () => {
        expect(() => checkMocks(mocks as unknown as Mocks, definition)).to.throw(TypeError, message);
      });
    }

    it('not where they are right', () => {
      const right = {
        taskRefToMockOutput: { charge: [{}], step__2: [{}], ask: [{}] },
        subWorkflowTestRequest: { child: {} },
      };
      expect(() => checkMocks(right, definition)).not.to.throw();
    });
  });
});
