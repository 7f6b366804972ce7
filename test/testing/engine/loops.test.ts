import { expect } from 'chai';

import type { WorkflowTask } from '../../../src/index.js';
import { Scene, simple, system } from './support/scene.js';

function loop(loopCondition: string, loopOver: WorkflowTask[], parts: Partial<WorkflowTask> = {}): WorkflowTask {
  return system('DO_WHILE', 'l', { loopCondition, loopOver, ...parts });
}

describe('testing/engine: DO_WHILE', () => {
  it('repeats its tasks while the condition holds, at least once', () => {
    const scene = new Scene();
    const id = scene.run([loop('$.l.iteration < 2', [simple('a'), simple('b')]), simple('after')]);
    expect(scene.tasks(id)).to.deep.equal(['l IN_PROGRESS', 'a__1 SCHEDULED']);
    expect(scene.task(id, 'l').outputData).to.deep.equal({ iteration: 1 });
    scene.complete('a', { x: 1 });
    expect(scene.task(id, 'b__1')).to.include({ iteration: 1, loopOverTask: true });
    scene.complete('b', { y: 1 });
    expect(scene.task(id, 'l').outputData).to.deep.equal({ '1': { a: { x: 1 }, b: { y: 1 } }, iteration: 2 });
    scene.complete('a', { x: 2 });
    scene.complete('b');
    expect(scene.task(id, 'l')).to.deep.include({
      status: 'COMPLETED',
      outputData: { '1': { a: { x: 1 }, b: { y: 1 } }, '2': { a: { x: 2 }, b: {} }, iteration: 2 },
    });
    expect(scene.tasks(id)).to.deep.equal([
      ...['l COMPLETED', 'a__1 COMPLETED', 'b__1 COMPLETED', 'a__2 COMPLETED', 'b__2 COMPLETED'],
      'after SCHEDULED',
    ]);
    scene.complete('after');
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('sees outputs of the iteration, its own parameters and its own output in the condition', () => {
    const scene = new Scene();
    const id = scene.run(
      [
        loop("$.a.go && $.most > $.l.iteration && $.l['1'].a.go", [simple('a')], {
          inputParameters: { most: '${workflow.input.most}' },
        }),
      ],
      { most: 3 },
    );
    scene.complete('a', { go: true });
    scene.complete('a', { go: true });
    scene.complete('a', { go: true });
    expect(scene.workflow(id)).to.include({ status: 'COMPLETED' });
    expect(scene.task(id, 'l').iteration).to.equal(3);
  });

  it('sees the output of the latest iteration in expressions', () => {
    const scene = new Scene();
    scene.run([
      loop('$.l.iteration < 2', [
        simple('a', { inputParameters: { n: '${l.output.iteration}', last: '${a.output.x}' } }),
      ]),
      simple('after', { inputParameters: { last: '${a.output.x}', all: '${l.output[*].a.x}' } }),
    ]);
    expect(scene.take('a').inputData).to.deep.equal({ n: 1, last: null });
    scene.report(scene.task('id1', 'a__1'), 'COMPLETED', { outputData: { x: 'one' } });
    expect(scene.take('a').inputData).to.deep.equal({ n: 2, last: 'one' });
    scene.report(scene.task('id1', 'a__2'), 'COMPLETED', { outputData: { x: 'two' } });
    expect(scene.take('after').inputData).to.deep.equal({ last: 'two', all: ['one', 'two'] });
  });

  it('goes through a list', () => {
    const scene = new Scene();
    const items = simple('a', { inputParameters: { item: '${l.output.loopItem}', at: '${l.output.loopIndex}' } });
    const id = scene.run([loop('', [items], { items: '${workflow.input.items}' })], { items: ['x', 'y'] });
    expect(scene.complete('a').inputData).to.deep.equal({ item: 'x', at: 0 });
    expect(scene.complete('a').inputData).to.deep.equal({ item: 'y', at: 1 });
    expect(scene.task(id, 'l').outputData).to.deep.equal({
      '1': { a: {} },
      '2': { a: {} },
      iteration: 2,
      loopIndex: 1,
      loopItem: 'y',
    });
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('is over at once with an empty list', () => {
    const scene = new Scene();
    const id = scene.run([loop('', [simple('a')], { items: '${workflow.input.items}' })], { items: [] });
    expect(scene.workflow(id)).to.deep.include({ status: 'COMPLETED', output: { iteration: 0 } });
  });

  it('fails for good with a condition that throws', () => {
    const scene = new Scene();
    const id = scene.run([loop('$.a.output.x', [simple('a')])]);
    scene.complete('a');
    expect(scene.task(id, 'l').status).to.equal('FAILED_WITH_TERMINAL_ERROR');
    expect(scene.task(id, 'l').reasonForIncompletion).to.match(
      /^Unable to evaluate condition \$\.a\.output\.x, exception /,
    );
    expect(scene.status(id)).to.equal('FAILED');
  });

  it('is cancelled by a task of it that fails', () => {
    const scene = new Scene();
    scene.taskDef('a');
    const id = scene.run([loop('true', [simple('a')])]);
    scene.fail('a', 'broken');
    expect([scene.tasks(id), scene.status(id)]).to.deep.equal([['l CANCELED', 'a__1 FAILED'], 'FAILED']);
  });

  it('repeats a failed attempt in the same iteration', () => {
    const scene = new Scene();
    scene.taskDef('a', { retryCount: 1 });
    const id = scene.run([loop('$.l.iteration < 2', [simple('a')])]);
    scene.fail('a');
    scene.complete('a', { x: 1 });
    scene.complete('a', { x: 2 });
    expect(scene.tasks(id)).to.deep.equal(['l COMPLETED', 'a__1 FAILED', 'a__1 COMPLETED', 'a__2 COMPLETED']);
    expect(scene.task(id, 'a__1')).to.include({ retryCount: 1, iteration: 1 });
  });

  it('goes on after an optional task that failed', () => {
    const scene = new Scene();
    scene.taskDef('a');
    const id = scene.run([loop('$.l.iteration < 2', [simple('a', { optional: true }), simple('b')])]);
    scene.fail('a');
    scene.complete('b');
    scene.fail('a');
    scene.complete('b');
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('forgets older iterations', () => {
    const scene = new Scene();
    const id = scene.run([loop('$.l.iteration < 4', [simple('a')], { inputParameters: { keepLastN: 2 } })]);
    for (let n = 1; n <= 4; n++) scene.complete('a', { n });
    expect(scene.tasks(id)).to.deep.equal(['l COMPLETED', 'a__3 COMPLETED', 'a__4 COMPLETED']);
    expect(scene.task(id, 'l').outputData).to.deep.equal({ '3': { a: { n: 3 } }, '4': { a: { n: 4 } }, iteration: 4 });
  });

  it('may have branches and joins in it', () => {
    const scene = new Scene();
    const id = scene.run([
      loop('$.l.iteration < 2', [
        system('FORK_JOIN', 'f', { forkTasks: [[simple('a')], [simple('b')]] }),
        system('JOIN', 'j', { joinOn: ['a', 'b'] }),
        simple('c'),
      ]),
    ]);
    for (let n = 1; n <= 2; n++) for (const type of ['a', 'b', 'c']) scene.complete(type, { n });
    expect(scene.status(id)).to.equal('COMPLETED');
    expect(scene.task(id, 'j__2')).to.deep.include({
      inputData: { joinOn: ['a', 'b'] },
      outputData: { a__2: { n: 2 }, b__2: { n: 2 } },
    });
  });

  it('may have a switch in it, whose case is waited for', () => {
    const scene = new Scene();
    const choose = system('SWITCH', 's', {
      evaluatorType: 'value-param',
      expression: 'n',
      inputParameters: { n: '${l.output.iteration}' },
      decisionCases: { '1': [simple('one')], '2': [simple('two'), simple('more')] },
    });
    const id = scene.run([loop('$.l.iteration < 3', [choose])]);
    scene.complete('one');
    scene.complete('two');
    scene.complete('more');
    expect(scene.tasks(id)).to.deep.equal([
      ...['l COMPLETED', 's__1 COMPLETED', 'one__1 COMPLETED', 's__2 COMPLETED', 'two__2 COMPLETED'],
      ...['more__2 COMPLETED', 's__3 COMPLETED'],
    ]);
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('is cancelled by a TERMINATE in it', () => {
    const scene = new Scene();
    const end = system('TERMINATE', 't', { inputParameters: { terminationStatus: 'COMPLETED' } });
    const id = scene.run([loop('true', [end])]);
    expect([scene.tasks(id), scene.status(id)]).to.deep.equal([['l CANCELED', 't__1 COMPLETED'], 'COMPLETED']);
  });

  it('has what a script adds to its output until a TERMINATE beside it ends the loop', () => {
    const scene = new Scene();
    const script = (ref: string, expression: string): WorkflowTask =>
      system('INLINE', ref, { inputParameters: { evaluatorType: 'javascript', expression } });
    const end = system('TERMINATE', 't', { inputParameters: { terminationStatus: 'TERMINATED' } });
    const fork = system('FORK_JOIN', 'f', { forkTasks: [[script('beside', '2')], [end]] });
    const id = scene.run([loop('true', [script('before', '1'), fork, system('JOIN', 'j', { joinOn: ['beside'] })])]);
    expect(scene.task(id, 'l').outputData).to.deep.equal({
      1: { before: { result: 1 }, f: {}, beside: { result: 2 }, j: {}, t: {} },
      iteration: 1,
    });
  });

  it('that never ends by itself leaves the process to others, and can be terminated', async () => {
    const scene = new Scene();
    const id = scene.run([loop('true', [system('NOOP', 'n')], { inputParameters: { keepLastN: 1 } })]);
    expect(scene.status(id)).to.equal('RUNNING');
    const { iteration } = scene.task(id, 'l');
    await scene.clock.advanceTo(scene.clock.epochMs() - 1, () => scene.rest());
    scene.clock.fireNext();
    expect(scene.task(id, 'l').iteration).to.be.greaterThan(iteration);
    scene.engine.workflows.terminate(id);
    expect(scene.status(id)).to.equal('TERMINATED');
    scene.clock.fireNext();
    expect(scene.clock.nextTimerAt).to.equal(undefined);
  });
});
