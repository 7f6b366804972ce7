import { expect } from 'chai';

import { Engine } from '../../../src/testing/engine/engine.js';
import { BEGIN, Scene, simple } from './support/scene.js';

describe('testing/engine: polling', () => {
  it('hands out as many tasks as were asked for, in the order in which they were queued', () => {
    const scene = new Scene();
    scene.define('main', [simple('a', { inputParameters: { n: '${workflow.input.n}' } })]);
    for (const n of [1, 2, 3]) scene.start('main', { n });
    const polled = scene.engine.tasks.poll({ taskType: 'a', count: 2 });
    expect(polled.map(({ inputData }) => inputData.n)).to.deep.equal([1, 2]);
    expect(polled[0]).not.to.have.property('workerId');
    expect(scene.engine.tasks.poll({ taskType: 'a', count: 0 })).to.deep.equal([]);
    expect(scene.engine.tasks.queueSize('a')).to.equal(1);
    expect(scene.engine.tasks.poll({ taskType: 'a', count: 5 })).to.have.length(1);
    expect(scene.engine.tasks.poll({ taskType: 'a' })).to.deep.equal([]);
  });

  it('keeps who polled last, and when', async () => {
    const scene = new Scene();
    scene.poll('a');
    await scene.pass(5);
    scene.poll('a', 'blue');
    expect(scene.engine.tasks.pollData('a')).to.deep.equal([
      { queueName: 'a', workerId: 'worker', lastPollTime: BEGIN },
      { queueName: 'a', domain: 'blue', workerId: 'worker', lastPollTime: BEGIN + 5_000 },
    ]);
    expect(scene.engine.tasks.allPollData()).to.have.length(2);
  });

  it('tells who waits that there is something', async () => {
    const scene = new Scene();
    scene.taskDef('a', { retryCount: 1, retryDelaySeconds: 5 });
    let calls = 0;
    const stop = scene.engine.tasks.onQueued('a', undefined, () => calls++);
    scene.run([simple('a')]);
    expect(calls).to.equal(1);
    scene.fail('a');
    expect(calls).to.equal(1);
    await scene.pass(5);
    expect(calls).to.equal(2);
    stop();
    scene.run([simple('a')]);
    expect(calls).to.equal(2);
  });

  it('counts what waits, per queue', () => {
    const scene = new Scene();
    scene.run([simple('a', { startDelay: 60 })]);
    scene.engine.workflows.start({ name: 'main', taskToDomain: { a: 'blue' } });
    expect([...scene.engine.tasks.queueSizes()]).to.deep.equal([
      ['a', 1],
      ['blue:a', 1],
    ]);
  });

  it('does not hand out what is paused any less, nor what is terminated at all', () => {
    const scene = new Scene();
    const [one, other] = [scene.run([simple('a')]), scene.run([simple('a')])];
    scene.engine.workflows.terminate(one);
    scene.engine.workflows.pause(other);
    expect(scene.complete('a')).to.include({ workflowInstanceId: other, status: 'COMPLETED' });
    expect(scene.poll('a')).to.equal(undefined);
  });
});

describe('testing/engine: domains', () => {
  const domainOf = (scene: Scene, taskToDomain: Record<string, string>): string | undefined =>
    scene.task(scene.engine.workflows.start({ name: 'main', taskToDomain }), 'a').domain;

  it('come from the entry of the type, or else from the one for all', () => {
    const scene = new Scene();
    scene.define('main', [simple('a')]);
    expect(domainOf(scene, { '*': 'all', a: 'own' })).to.equal('own');
    expect(domainOf(scene, { '*': 'all', b: 'own' })).to.equal('all');
    expect(domainOf(scene, {})).to.equal(undefined);
    expect([scene.poll('a', 'own'), scene.poll('a', 'all'), scene.poll('a')].map((task) => task?.domain)).to.deep.equal(
      ['own', 'all', undefined],
    );
    expect(scene.poll('a', '')).to.equal(undefined);
  });

  it('are the first of a list that a worker polled for within ten seconds, or else the last', async () => {
    const scene = new Scene();
    scene.define('main', [simple('a')]);
    expect(domainOf(scene, { a: 'd1,d2' })).to.equal('d2');
    scene.poll('a', 'd1');
    await scene.pass(9);
    expect(domainOf(scene, { a: 'd1, d2' })).to.equal('d1');
    await scene.pass(1);
    expect(domainOf(scene, { a: 'd1,d2' })).to.equal('d2');
    expect(domainOf(scene, { a: 'd1,NO_DOMAIN' })).to.equal(undefined);
  });
});

describe('testing/engine: concurrentExecLimit', () => {
  it('holds tasks back until another one is over, or a minute', async () => {
    const scene = new Scene();
    scene.taskDef('a', { concurrentExecLimit: 1 });
    scene.define('main', [simple('a')]);
    for (let n = 0; n < 3; n++) scene.start('main');
    const first = scene.take('a');
    expect(scene.poll('a')).to.equal(undefined);
    scene.report(first, 'COMPLETED');
    expect(scene.poll('a')).not.to.equal(undefined);
    expect(scene.poll('a')).to.equal(undefined);
    await scene.pass(60);
    expect(scene.poll('a')).to.equal(undefined);
  });

  it('counts no task that was given back', () => {
    const scene = new Scene();
    scene.taskDef('a', { concurrentExecLimit: 1 });
    scene.define('main', [simple('a')]);
    for (let n = 0; n < 2; n++) scene.start('main');
    scene.report(scene.take('a'), 'IN_PROGRESS', { callbackAfterSeconds: 600 });
    expect(scene.poll('a')).not.to.equal(undefined);
  });
});

describe('testing/engine: keepFinished', () => {
  it('keeps the latest workflows that are over, and all others', () => {
    const scene = new Scene({ keepFinished: 2 });
    const ids = [1, 2, 3, 4].map(() => scene.run([simple('a')]));
    for (let n = 0; n < 3; n++) scene.complete('a');
    expect(ids.map((id) => scene.engine.workflows.find(id)?.status)).to.deep.equal([
      undefined,
      'COMPLETED',
      'COMPLETED',
      'RUNNING',
    ]);
  });

  it('keeps memory flat', () => {
    const engine = new Engine({ keepFinished: 5 });
    engine.metadata.updateWorkflowDefs([{ name: 'main', tasks: [simple('a')] }]);
    for (let n = 0; n < 500; n++) {
      engine.workflows.start({ name: 'main' });
      const [task] = engine.tasks.poll({ taskType: 'a' });
      if (task === undefined) throw new Error('there is no task');
      engine.tasks.log(task.taskId, 'line');
      const { taskId, workflowInstanceId } = task;
      engine.tasks.update({ taskId, workflowInstanceId, status: 'COMPLETED' });
    }
    expect(engine.size).to.equal(5);
    expect(engine.tasks.queueSize('a')).to.equal(0);
  });
});
