import { expect } from 'chai';

import type { WorkflowTask } from '../../../src/index.js';
import { BEGIN, refusal, Scene, simple, system } from './support/scene.js';

/** Runs one task and gives what became of it. */
function ran(task: WorkflowTask, input: Record<string, unknown> = {}) {
  const scene = new Scene();
  const id = scene.run([task], input);
  const { status, outputData, reasonForIncompletion } = scene.task(id, task.taskReferenceName);
  return { status, outputData, reasonForIncompletion, workflow: scene.status(id) };
}

/** The same in a dynamic fork, whose tasks nobody checks beforehand. */
function ranInFork(task: WorkflowTask) {
  const scene = new Scene();
  const inputParameters = { tasks: [task], inputs: {} };
  const parts = { dynamicForkTasksParam: 'tasks', dynamicForkTasksInputParamName: 'inputs', inputParameters };
  const id = scene.run([system('FORK_JOIN_DYNAMIC', 'f', parts), system('JOIN', 'j')]);
  const { status, reasonForIncompletion } = scene.task(id, task.taskReferenceName);
  return { status, reasonForIncompletion, workflow: scene.status(id) };
}

describe('testing/engine: INLINE', () => {
  it('gives its objects the order of a Java map, which shows where they are made text', () => {
    const scene = new Scene();
    const script = { evaluatorType: 'javascript', expression: '({ n: 7, list: [{ o: 1, list: 2 }] })' };
    const id = scene.run([
      system('INLINE', 'i', { inputParameters: script }),
      simple('a', { inputParameters: { text: 'v=${i.output.result}' } }),
    ]);
    expect(scene.task(id, 'a').inputData).to.deep.equal({ text: 'v={list=[{list=2, o=1}], n=7}' });
  });

  const inline = (inputParameters: Record<string, unknown>): WorkflowTask => system('INLINE', 'i', { inputParameters });

  it('has the value of its script, which sees its input', () => {
    const given = ran(inline({ expression: '({ sum: $.a + $.b })', a: 1, b: '${workflow.input.n}' }), { n: 2 });
    expect(given).to.deep.include({ status: 'COMPLETED', outputData: { result: { sum: 3 } }, workflow: 'COMPLETED' });
  });

  it('has null for nothing', () => {
    expect(ran(inline({ expression: 'undefined' })).outputData).to.deep.equal({ result: null });
  });

  it('has the value of a parameter', () => {
    const given = ran(inline({ evaluatorType: 'value-param', expression: 'a', a: [1] }));
    expect(given.outputData).to.deep.equal({ result: [1] });
  });

  it('fails for good with a script that throws or does not parse', () => {
    for (const expression of ['throw new Error("no")', 'not a script']) {
      const given = ran(inline({ expression }));
      expect(given).to.include({ status: 'FAILED_WITH_TERMINAL_ERROR', workflow: 'FAILED' });
      expect(given.outputData).to.deep.equal({ error: given.reasonForIncompletion });
    }
  });

  it('fails for good without a script, and with an evaluator that there is none of', () => {
    expect(ran(inline({})).reasonForIncompletion).to.equal(
      "Empty 'expression' in Inline task's input parameters. A non-empty String value must be provided.",
    );
    expect(ran(inline({ evaluatorType: 'ruby', expression: '1' }))).to.include({
      status: 'FAILED_WITH_TERMINAL_ERROR',
      reasonForIncompletion: "Unknown evaluator 'ruby' in INLINE task.",
    });
  });
});

describe('testing/engine: LAMBDA', () => {
  const lambda = (inputParameters: Record<string, unknown>): WorkflowTask => system('LAMBDA', 'i', { inputParameters });

  it('has what its function returns', () => {
    expect(ran(lambda({ scriptExpression: 'return $.a * 2;', a: 4 }))).to.deep.include({
      status: 'COMPLETED',
      outputData: { result: 8 },
    });
  });

  it('fails with a function that throws, and without one', () => {
    expect(ran(lambda({ scriptExpression: 'throw 1' })).status).to.equal('FAILED');
    expect(ran(lambda({})).reasonForIncompletion).to.equal(
      "Empty 'scriptExpression' in Lambda task's input parameters. A non-empty String value must be provided.",
    );
  });
});

describe('testing/engine: JSON_JQ_TRANSFORM', () => {
  it('has the first and all results of its program, within the evaluation', () => {
    const scene = new Scene();
    const id = scene.run([
      system('JSON_JQ_TRANSFORM', 'q', { inputParameters: { list: [1, 2], queryExpression: '.list[] | . + 1' } }),
    ]);
    expect(scene.workflow(id)).to.deep.include({ status: 'COMPLETED', output: { result: 2, resultList: [2, 3] } });
  });

  it('fails with a program that fails', () => {
    const scene = new Scene();
    const id = scene.run([system('JSON_JQ_TRANSFORM', 'q', { inputParameters: { queryExpression: 'error("no")' } })]);
    const { status, outputData, reasonForIncompletion } = scene.task(id, 'q');
    expect({ status, outputData }).to.deep.equal({ status: 'FAILED', outputData: { error: reasonForIncompletion } });
  });
});

describe('testing/engine: SET_VARIABLE', () => {
  it('adds to those of the stored definition as well, in the first evaluation', () => {
    const scene = new Scene();
    const set = (ref: string, to: number): WorkflowTask =>
      system('SET_VARIABLE', ref, { inputParameters: { [ref]: to } });
    // A loop amends the definition, after the first one is stored.
    const loop = system('DO_WHILE', 'l', { loopCondition: 'false', loopOver: [system('NOOP', 'n')] });
    const id = scene.run([set('early', 1), loop, simple('a'), set('late', 2), simple('b')]);
    scene.complete('a');
    const { variables, workflowDefinition } = scene.workflow(id);
    expect([variables, workflowDefinition.variables]).to.deep.equal([{ early: 1, late: 2 }, { early: 1 }]);
  });

  it('adds to the variables, by their first level', () => {
    const scene = new Scene();
    const id = scene.run(
      [
        system('SET_VARIABLE', 'v', { inputParameters: { a: { y: 2 }, n: '${workflow.input.n}' } }),
        simple('t', { inputParameters: { all: '${workflow.variables}' } }),
      ],
      { n: 5 },
      { variables: { a: { x: 1 }, b: 1 } },
    );
    expect(scene.take('t').inputData).to.deep.equal({ all: { a: { y: 2 }, b: 1, n: 5 } });
    expect(scene.task(id, 'v').outputData).to.deep.equal({});
  });
});

describe('testing/engine: variables that contain themselves', () => {
  const own = system('SET_VARIABLE', 'v', { inputParameters: { a: '${workflow.variables}' } });

  it('refuse the start', () => {
    const scene = new Scene();
    expect(refusal(() => scene.run([own]))).to.match(/^500 Unable to validate variables payload size of workflow: /);
    expect(scene.engine.size).to.equal(0);
  });

  it('refuse the report before them, and are set by the next evaluation, as measured', () => {
    const scene = new Scene();
    const id = scene.run([simple('a'), own]);
    expect(refusal(() => scene.complete('a'))).to.match(/^500 /);
    expect(scene.tasks(id)).to.deep.equal(['a COMPLETED', 'v IN_PROGRESS']);
    scene.engine.workflows.decide(id);
    expect(scene.workflow(id)).to.deep.include({ status: 'COMPLETED', variables: { a: {} } });
  });
});

describe('testing/engine: NOOP', () => {
  it('has neither input nor output', () => {
    const scene = new Scene();
    const id = scene.run([system('NOOP', 'n', { inputParameters: { x: 1 } })]);
    expect(scene.task(id, 'n')).to.deep.include({ status: 'COMPLETED', inputData: {}, outputData: {} });
  });
});

describe('testing/engine: TERMINATE', () => {
  const terminate = (inputParameters: Record<string, unknown>): WorkflowTask =>
    system('TERMINATE', 't', { inputParameters });

  it('ends the workflow with its output and its reason', () => {
    const scene = new Scene();
    const id = scene.run([
      terminate({ terminationStatus: 'FAILED', terminationReason: 'enough', workflowOutput: { x: 1 } }),
      simple('after'),
    ]);
    expect(scene.tasks(id)).to.deep.equal(['t COMPLETED']);
    expect(scene.workflow(id)).to.deep.include({
      status: 'FAILED',
      output: { x: 1 },
      reasonForIncompletion: 'enough',
      failedTaskNames: [],
    });
  });

  it('gives a reason also to a workflow that completes, and no output of its own', () => {
    const scene = new Scene();
    const id = scene.run([terminate({ terminationStatus: 'COMPLETED' })], {}, { outputParameters: { x: 1 } });
    expect(scene.workflow(id)).to.deep.include({
      status: 'COMPLETED',
      output: {},
      reasonForIncompletion: 'Workflow is COMPLETED by TERMINATE task: id2',
    });
  });

  it('puts an output that is no map under output', () => {
    const scene = new Scene();
    const id = scene.run([terminate({ terminationStatus: 'TERMINATED', workflowOutput: [1] })]);
    expect(scene.workflow(id)).to.deep.include({ status: 'TERMINATED', output: { output: [1] } });
  });

  it('cancels what is open elsewhere', () => {
    const scene = new Scene();
    const id = scene.run([
      system('FORK_JOIN', 'f', { forkTasks: [[simple('a')], [terminate({ terminationStatus: 'COMPLETED' })]] }),
      system('JOIN', 'j', { joinOn: ['a', 't'] }),
    ]);
    expect(scene.tasks(id)).to.deep.equal(['f COMPLETED', 'a CANCELED', 't COMPLETED', 'j CANCELED']);
    expect([scene.status(id), scene.poll('a')]).to.deep.equal(['COMPLETED', undefined]);
  });

  it('fails with another status', () => {
    expect(ranInFork(terminate({ terminationStatus: 'GONE' }))).to.include({
      status: 'FAILED',
      reasonForIncompletion: 'given termination status is not valid',
      workflow: 'FAILED',
    });
  });
});

describe('testing/engine: WAIT', () => {
  const wait = (inputParameters: Record<string, unknown> = {}): WorkflowTask =>
    system('WAIT', 'w', { inputParameters });

  it('ends after its duration', async () => {
    const scene = new Scene();
    const id = scene.run([wait({ duration: '1 min 30 sec' }), simple('after')]);
    expect(scene.task(id, 'w')).to.include({ status: 'IN_PROGRESS', callbackAfterSeconds: 90 });
    await scene.pass(89.999);
    expect(scene.task(id, 'w').status).to.equal('IN_PROGRESS');
    await scene.pass(0.001);
    expect(scene.task(id, 'w')).to.include({ status: 'COMPLETED', endTime: BEGIN + 90_000 });
    expect(scene.poll('after')).not.to.equal(undefined);
  });

  it('of days ends when they are over', async () => {
    const scene = new Scene();
    const id = scene.run([wait({ duration: '7d' })]);
    await scene.pass(7 * 86_400 - 1);
    expect(scene.status(id)).to.equal('RUNNING');
    await scene.pass(1);
    expect(scene.status(id)).to.equal('COMPLETED');
  });

  it('ends at its time, at once when that is over', async () => {
    const scene = new Scene();
    const id = scene.run([
      wait({ until: '2030-01-01 01:00 GMT' }),
      system('WAIT', 'w2', { inputParameters: { until: '2029-12-01' } }),
    ]);
    await scene.pass(3600);
    expect(scene.workflow(id)).to.include({ status: 'COMPLETED', endTime: BEGIN + 3_600_000 });
  });

  it('without a time ends by an update, whose output it has', () => {
    const scene = new Scene();
    const id = scene.run([wait({ duration: null })]);
    expect(scene.task(id, 'w').callbackAfterSeconds).to.equal(2_147_483_647);
    expect(scene.clock.nextTimerAt).to.equal(undefined);
    scene.report(scene.task(id, 'w'), 'COMPLETED', { outputData: { x: 1 } });
    expect(scene.workflow(id)).to.deep.include({ status: 'COMPLETED', output: { x: 1 } });
  });

  it('fails for good with a time that cannot be read', () => {
    const given = ran(wait({ until: '${workflow.input.at}' }), { at: '2030-01-01T00:00:00Z' });
    expect(given).to.include({
      status: 'FAILED_WITH_TERMINAL_ERROR',
      reasonForIncompletion: 'Invalid/Unsupported Wait Until format.  Provided: 2030-01-01T00:00:00Z',
    });
    expect(ranInFork(wait({ until: '2031-01-01', duration: '1s' })).reasonForIncompletion).to.equal(
      "Both 'duration' and 'until' specified. Please provide only one input",
    );
  });

  it('refuses the start, or the report before it, with a duration that cannot be read', () => {
    const scene = new Scene();
    const tasks = [wait({ duration: '${workflow.input.for}' })];
    expect(refusal(() => scene.run(tasks, { for: 'soon' }))).to.equal('400 Not valid duration: soon');
    expect(scene.engine.size).to.equal(0);
    const id = scene.run([simple('a'), ...tasks], { for: 'soon' });
    expect(refusal(() => scene.complete('a'))).to.equal('400 Not valid duration: soon');
    expect([scene.tasks(id), scene.status(id)]).to.deep.equal([['a COMPLETED'], 'RUNNING']);
  });
});

describe('testing/engine: HUMAN', () => {
  it('is open until it is updated', () => {
    const scene = new Scene();
    const id = scene.run([system('HUMAN', 'h', { inputParameters: { who: '${workflow.input.who}' } })], { who: 'you' });
    expect(scene.task(id, 'h')).to.deep.include({ status: 'IN_PROGRESS', inputData: { who: 'you' } });
    scene.engine.tasks.updateByRef(id, 'h', 'COMPLETED', { ok: true });
    expect(scene.workflow(id)).to.deep.include({ status: 'COMPLETED', output: { ok: true } });
  });
});

describe('testing/engine: HTTP', () => {
  interface Call {
    readonly url: string;
    readonly init: RequestInit;
  }

  async function called(
    inputParameters: Record<string, unknown>,
    answer: () => Response,
    parts: Partial<WorkflowTask> = {},
  ) {
    const calls: Call[] = [];
    const scene = new Scene({
      fetch: (url, init = {}) => {
        calls.push({ url: url as string, init });
        return Promise.resolve().then(answer);
      },
    });
    const id = scene.run([system('HTTP', 'h', { inputParameters, ...parts })]);
    expect(scene.status(id)).to.equal('RUNNING');
    await scene.rest();
    return { task: scene.task(id, 'h'), calls, scene, id };
  }

  it('has the answer, its body parsed', async () => {
    const answer = () => Response.json({ x: [1] }, { status: 201, statusText: 'Created', headers: { 'x-a': 'b' } });
    const inputParameters = { uri: 'http://there/', method: 'POST', body: { y: 1 }, headers: { 'x-n': 5 } };
    const { task, calls } = await called(inputParameters, answer);
    expect(task.outputData).to.deep.equal({
      response: {
        statusCode: 201,
        reasonPhrase: 'Created',
        headers: { 'content-type': ['application/json'], 'x-a': ['b'] },
        body: { x: [1] },
      },
    });
    expect(task).to.deep.include({ status: 'COMPLETED', inputData: { ...inputParameters, asyncComplete: false } });
    const [{ url, init }] = calls as [Call];
    expect({ url, method: init.method, body: init.body }).to.deep.equal({
      url: 'http://there/',
      method: 'POST',
      body: '{"y":1}',
    });
    expect(Object.fromEntries(init.headers as Headers)).to.deep.equal({
      'content-type': 'application/json',
      accept: 'application/json',
      'x-n': '5',
    });
  });

  it('has text that is no JSON as it is, and null for nothing', async () => {
    const body = async (text: string | null): Promise<unknown> => {
      const { task } = await called({ uri: 'http://there/' }, () => new Response(text));
      return (task.outputData.response as { body: unknown }).body;
    };
    expect(await body('plain')).to.equal('plain');
    expect(await body(null)).to.equal(null);
  });

  it('fails with an answer that is none of success', async () => {
    const answer = () => new Response('{"no":1}', { status: 500, statusText: 'Internal Server Error' });
    const { task } = await called({ uri: 'http://there/', method: 'GET' }, answer);
    const message = 'java.lang.Exception: 500 Internal Server Error on GET request for "http://there/": "{"no":1}"';
    expect(task).to.deep.include({
      status: 'FAILED',
      outputData: { response: message },
      reasonForIncompletion: `Failed to invoke HTTP task due to: ${message}`,
    });
  });

  it('fails without an answer', async () => {
    const { task } = await called({ uri: 'http://there/' }, () => {
      throw new TypeError('fetch failed', { cause: new Error('refused') });
    });
    expect(task.status).to.equal('FAILED');
    expect(task.reasonForIncompletion).to.contain('I/O error on GET request for "http://there/": refused');
  });

  it('fails without an address', async () => {
    const { task, calls } = await called({ uri: '${workflow.input.none}' }, () => new Response());
    expect([task.status, task.reasonForIncompletion, calls]).to.deep.equal([
      'FAILED',
      'Missing HTTP URI.  See documentation for HttpTask for required input parameters',
      [],
    ]);
  });

  it('stays open after the answer when somebody else completes it', async () => {
    const { task, scene, id } = await called({ uri: 'http://there/' }, () => Response.json(1), { asyncComplete: true });
    expect(task.status).to.equal('IN_PROGRESS');
    scene.report(task, 'COMPLETED', { outputData: { done: 1 } });
    expect(scene.workflow(id)).to.deep.include({ status: 'COMPLETED', output: { done: 1 } });
  });

  it('may be retried, and is forgotten when the workflow is over before the answer', async () => {
    let calls = 0;
    const scene = new Scene({
      fetch: () => Promise.resolve(new Response('', { status: ++calls === 1 ? 503 : 200 })),
    });
    scene.taskDef('h', { retryCount: 1, retryDelaySeconds: 1 });
    const id = scene.run([system('HTTP', 'h', { inputParameters: { uri: 'http://there/' } })]);
    await scene.rest();
    await scene.pass(1);
    expect(scene.tasks(id)).to.deep.equal(['h FAILED', 'h COMPLETED']);
    const other = scene.start('main');
    scene.engine.workflows.terminate(other);
    await scene.rest();
    expect(scene.tasks(other)).to.deep.equal(['h CANCELED']);
  });
});

describe('testing/engine: PULL_WORKFLOW_MESSAGES', () => {
  const pull = (inputParameters: Record<string, unknown> = {}): WorkflowTask =>
    system('PULL_WORKFLOW_MESSAGES', 'p', { inputParameters });

  it('waits for the first message', () => {
    const scene = new Scene();
    const id = scene.run([pull()]);
    expect(scene.task(id, 'p').status).to.equal('IN_PROGRESS');
    const messageId = scene.engine.messages.push(id, { x: 1 });
    const message = { id: messageId, workflowId: id, payload: { x: 1 }, receivedAt: '2030-01-01T00:00:00.000Z' };
    expect(scene.workflow(id)).to.deep.include({ status: 'COMPLETED', output: { messages: [message], count: 1 } });
  });

  it('takes so many of those that are there', () => {
    const scene = new Scene();
    const id = scene.run([simple('a'), pull({ batchSize: 2 }), system('PULL_WORKFLOW_MESSAGES', 'p2')]);
    for (const x of [1, 2, 3]) scene.engine.messages.push(id, { x });
    scene.complete('a');
    expect([scene.task(id, 'p').outputData.count, scene.task(id, 'p2').outputData.count]).to.deep.equal([2, 1]);
  });

  it('does not wait when it is told so', () => {
    expect(ran(pull({ blocking: false })).outputData).to.deep.equal({ messages: [], count: 0 });
  });

  it('refuses messages for a workflow that does not run', () => {
    const scene = new Scene();
    const id = scene.run([pull()]);
    scene.engine.workflows.pause(id);
    expect(refusal(() => scene.engine.messages.push(id, {}))).to.equal(
      `409 Workflow ${id} is not in RUNNING state (current: PAUSED)`,
    );
    expect(refusal(() => scene.engine.messages.push('x', {}))).to.equal('404 Workflow not found: x');
  });
});

describe('testing/engine: KAFKA_PUBLISH', () => {
  it('fails and tells that there is none', () => {
    const scene = new Scene();
    const id = scene.run([system('KAFKA_PUBLISH', 'k', { inputParameters: { kafka_request: {} } })]);
    const { status, reasonForIncompletion, rateLimitFrequencyInSeconds } = scene.task(id, 'k');
    expect({ status, rateLimitFrequencyInSeconds }).to.deep.equal({ status: 'FAILED', rateLimitFrequencyInSeconds: 1 });
    expect(reasonForIncompletion).to.match(/no Kafka/);
  });
});
