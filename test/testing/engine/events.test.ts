import { expect } from 'chai';

import type { Action, EventHandler } from '../../../src/index.js';
import { refusal, Scene, simple, system } from './support/scene.js';

const START: Action = {
  action: 'start_workflow',
  start_workflow: { name: 'other', input: { p: '${p}', of: '${workflowInstanceId}' } },
};

function scene(handler: Partial<EventHandler> = {}) {
  const given = new Scene();
  given.define('other', [simple('o', { inputParameters: { all: '${workflow.input}' } })]);
  given.define('main', [system('EVENT', 'e', { sink: 'conductor', inputParameters: { p: '${workflow.input.p}' } })]);
  const add = () =>
    given.engine.events.addHandler({
      name: 'h',
      event: 'conductor:main:e',
      active: true,
      actions: [START],
      ...handler,
    });
  return { scene: given, add };
}

describe('testing/engine: EVENT', () => {
  it('has what it tells as its output', () => {
    const { scene: given } = scene();
    const id = given.start('main', { p: 1 });
    expect(given.task(id, 'e')).to.deep.include({
      status: 'COMPLETED',
      inputData: { p: 1, sink: 'conductor', asyncComplete: false },
      outputData: {
        p: 1,
        sink: 'conductor',
        asyncComplete: false,
        workflowInstanceId: id,
        workflowType: 'main',
        workflowVersion: 1,
        correlationId: null,
        taskToDomain: {},
        event_produced: 'conductor:main:e',
      },
    });
  });

  it('keeps its output in the order of the server, which shows where it is made text', () => {
    const given = new Scene();
    given.run([
      system('EVENT', 'e', { sink: 'conductor', inputParameters: { p: 1 } }),
      simple('a', { inputParameters: { told: '${e.output}!' } }),
    ]);
    const { workflowInstanceId: id, inputData } = given.take('a');
    expect(inputData.told).to.equal(
      '{p=1, event_produced=conductor:main:e, asyncComplete=false, sink=conductor, workflowType=main, correlationId=null, ' +
        `taskToDomain={}, workflowVersion=1, workflowInstanceId=${id}}!`,
    );
  });

  it('may have a name of its own, and be completed by others', () => {
    const given = new Scene();
    const id = given.run([system('EVENT', 'e', { sink: 'conductor:happened', asyncComplete: true })]);
    expect(given.task(id, 'e')).to.include({ status: 'IN_PROGRESS' });
    expect(given.task(id, 'e').outputData.event_produced).to.equal('conductor:main:happened');
    given.engine.tasks.updateByRef(id, 'e', 'COMPLETED', {});
    expect(given.status(id)).to.equal('COMPLETED');
  });

  it('fails with a sink that there is none of', () => {
    const given = new Scene();
    const reason = (sink: string) => given.task(given.run([system('EVENT', 'e', { sink })]), 'e').reasonForIncompletion;
    expect(reason('nothing:x')).to.match(
      /^Error loading queue:nothing:x, for task:.*, error: Unknown queue type nothing$/,
    );
    expect(reason('conductors')).to.equal('Invalid / Unsupported sink specified: conductors');
  });
});

describe('testing/engine: event handlers', () => {
  it('start workflows with what was told', () => {
    const { scene: given, add } = scene();
    add();
    const id = given.start('main', { p: 5 });
    const { inputData, workflowInstanceId } = given.take('o');
    expect(inputData).to.deep.equal({
      all: {
        p: 5,
        of: id,
        'conductor.event.messageId': given.task(id, 'e').taskId,
        'conductor.event.name': 'conductor:main:e',
      },
    });
    expect(given.workflow(workflowInstanceId).event).to.equal('conductor:main:e');
  });

  it('start workflows with the keys in the order of the server, as input that is made text shows', () => {
    const input = { x: '${p}', from: '${workflowInstanceId}' };
    const action: Action = { action: 'start_workflow', start_workflow: { name: 'other', input } };
    const { scene: given, add } = scene({ actions: [action] });
    add();
    given.start('main', { p: 5 });
    expect(Object.keys(given.take('o').inputData.all as object)).to.deep.equal([
      ...['conductor.event.messageId', 'x', 'conductor.event.name', 'from'],
    ]);
  });

  it('hear what was told before they were there', () => {
    const { scene: given, add } = scene();
    given.start('main', { p: 5 });
    expect(given.poll('o')).to.equal(undefined);
    add();
    expect(given.poll('o')).not.to.equal(undefined);
  });

  it('do nothing unless their condition holds', () => {
    const { scene: given, add } = scene({ condition: '$.p > 1' });
    add();
    given.start('main', { p: 1 });
    expect(given.poll('o')).to.equal(undefined);
    given.start('main', { p: 2 });
    expect(given.poll('o')).not.to.equal(undefined);
  });

  // Recorded from the server with the same event.
  const conditions: readonly (readonly [condition: string, evaluatorType: string | undefined, holds: boolean])[] = [
    ['$.p', undefined, true],
    ['$.p > 0', 'javascript', true],
    ['(function(){ return $.p > 0; })();', 'javascript', true],
    ['$.p < 0', 'javascript', false],
    ['$.p > 0', 'graaljs', true],
    ['$.p > 0', 'unknown', true],
    ['$.p > 0', '', true],
    ['p', 'value-param', true],
    ['text', 'value-param', false],
    ['missing', 'value-param', false],
    ['"yes"', undefined, false],
    ['"true"', undefined, false],
    ['0', undefined, false],
    ['  ', undefined, false],
    ['', undefined, true],
    ['true', 'javascript', true],
    ['$.json.a.length === 7', undefined, true],
  ];
  for (const [condition, evaluatorType, holds] of conditions) {
    it(`${holds ? 'act' : 'do not act'} on the condition ${JSON.stringify(condition)} of ${evaluatorType ?? 'no type'}`, () => {
      const { scene: given, add } = scene({ condition, ...(evaluatorType !== undefined && { evaluatorType }) });
      const inputParameters = { p: 1, text: '5', json: '{"a": "[1, 23]"}' };
      given.define('main', [system('EVENT', 'e', { sink: 'conductor', inputParameters })]);
      add();
      given.start('main');
      expect(given.poll('o') !== undefined).to.equal(holds);
    });
  }

  it('see one more level of texts that are JSON than the handler before them', () => {
    const { scene: given, add } = scene({ condition: '$.json.a === "[1, 23]"', actions: [START, START] });
    given.define('main', [system('EVENT', 'e', { sink: 'conductor', inputParameters: { json: '{"a": "[1, 23]"}' } })]);
    add();
    const behind = { name: 'behind', event: 'conductor:main:e', active: true, actions: [START] };
    given.engine.events.addHandler({ ...behind, condition: '$.json.a.length === 2' });
    given.start('main');
    expect([1, 2, 3, 4].map(() => given.poll('o') !== undefined)).to.deep.equal([true, true, true, false]);
  });

  it('take texts for the JSON that they are when an action asks for it', () => {
    const input = {
      a: '${text.a}',
      b: '${text.a.b}',
      q: '${obj.in.q}',
      list: '${list}',
      bad: '${bad}',
      whole: '${text}',
    };
    const started = (expandInlineJSON: boolean): unknown => {
      const action: Action = { action: 'start_workflow', start_workflow: { name: 'other', input }, expandInlineJSON };
      const { scene: given, add } = scene({ actions: [action] });
      const inputParameters = { text: '{"a":{"b":"[1,2]"}}', obj: { in: '{"q":1}' }, list: ['{"z":1}'], bad: '{nope' };
      given.define('main', [system('EVENT', 'e', { sink: 'conductor', inputParameters })]);
      add();
      given.start('main');
      const { all } = given.take('o').inputData;
      return all;
    };
    // Recorded from the server.
    expect(started(false)).to.deep.include({ a: null, b: null, q: null, list: ['{"z":1}'], bad: '{nope' });
    expect(started(false)).to.deep.include({ whole: '{"a":{"b":"[1,2]"}}' });
    expect(started(true)).to.deep.include({ a: { b: '[1,2]' }, b: '[1,2]', q: 1, list: ['{"z":1}'], bad: '{nope' });
    expect(started(true)).to.deep.include({ whole: { a: { b: '[1,2]' } } });
  });

  const failing: readonly Action[] = [
    { action: 'terminate_workflow', terminate_workflow: { workflowId: '${workflowInstanceId}' } },
    { action: 'update_workflow_variables', update_workflow_variables: { variables: { a: 1 } } },
    { action: 'start_workflow', start_workflow: { name: 'missing' } },
    { action: 'start_workflow' },
  ];
  for (const action of failing) {
    it(`go on behind an action that fails, as ${JSON.stringify(action)} does on the server too`, () => {
      const { scene: given, add } = scene({ actions: [action, START] });
      add();
      const id = given.start('main', { p: 1 });
      expect(given.poll('o')).not.to.equal(undefined);
      expect(given.workflow(id)).to.deep.include({ status: 'COMPLETED', variables: {} });
      expect(given.backgroundErrors).to.have.length(1);
    });
  }

  it('do not act when one before them has a condition that fails', () => {
    const { scene: given, add } = scene({ condition: 'nope.nope' });
    add();
    const event = 'conductor:main:e';
    given.engine.events.addHandler({ name: 'behind', event, active: true, actions: [START] });
    given.start('main');
    expect(given.poll('o')).to.equal(undefined);
    expect(given.backgroundErrors.map(String).join()).to.match(/the condition of the event handler h failed/);
  });

  it('tell of which workflow the event was that could not be handled', () => {
    const given = new Scene({ onBackgroundError: undefined });
    given.define('main', [system('EVENT', 'e', { sink: 'conductor' })]);
    given.engine.events.addHandler({
      name: 'h',
      event: 'conductor:main:e',
      active: true,
      actions: [{ action: 'start_workflow', start_workflow: { name: 'missing' } }],
    });
    const emitWarning = process.emitWarning.bind(process);
    const warnings: unknown[] = [];
    process.emitWarning = (...warning: unknown[]): void => void warnings.push(warning);
    try {
      const id = given.start('main');
      const message = `what follows from workflow ${id} could not be done: No such workflow defined. name=missing, version=null`;
      expect(warnings).to.deep.equal([[message, { code: 'CONDUCTOR_ENGINE_BACKGROUND' }]]);
    } finally {
      process.emitWarning = emitWarning;
    }
  });

  it('complete and fail tasks by their reference', () => {
    const complete: Action = {
      action: 'complete_task',
      complete_task: { workflowId: '${target}', taskRefName: 'w', output: { p: '${p}' } },
    };
    const { scene: given, add } = scene({ actions: [complete] });
    add();
    given.define('waiting', [system('WAIT', 'w')]);
    given.define('main', [
      system('EVENT', 'e', {
        sink: 'conductor',
        inputParameters: { p: 1, target: '${workflow.input.target}' },
      }),
    ]);
    const target = given.start('waiting');
    given.start('main', { target });
    expect(given.status(target)).to.equal('COMPLETED');
    expect(given.workflow(target).output).to.deep.include({
      p: 1,
      workflowId: target,
      'conductor.event.name': 'conductor:main:e',
    });
    given.engine.events.updateHandler({
      name: 'h',
      event: 'conductor:main:e',
      active: true,
      actions: [
        {
          action: 'fail_task',
          fail_task: { workflowId: '${target}', taskRefName: 'w', reasonForIncompletion: 'because ${p}' },
        },
      ],
    });
    const other = given.start('waiting');
    given.start('main', { target: other });
    expect(given.task(other, 'w')).to.include({ status: 'FAILED', reasonForIncompletion: 'because 1' });
  });

  it('are kept by name', () => {
    const { scene: given, add } = scene({ active: false });
    const { events } = given.engine;
    add();
    expect(refusal(add)).to.equal('500 EventHandler with name h already exists!');
    expect(events.handlersOf('conductor:main:e')).to.deep.equal([]);
    expect(events.handlersOf('conductor:main:e', false)).to.have.length(1);
    expect(refusal(() => events.updateHandler({ name: 'x', event: 'e', actions: [START] }))).to.equal(
      '500 EventHandler with name x not found!',
    );
    events.removeHandler('h');
    expect(refusal(() => events.removeHandler('h'))).to.equal('500 EventHandler with name h not found!');
    expect(events.handlers()).to.deep.equal([]);
  });
});
