import { expect } from 'chai';
import type { Task, TaskOutcome } from '../../../src/index.js';
import { TaskRing } from '../../../plugins/dashboard/task-ring.js';
import { newTask } from './support/fake-runner.js';

const START = 1_700_000_000_000;
const SECOND = 1_000;
const PLAIN = { showData: false, uiUrl: undefined };
const OPEN = { showData: true, uiUrl: undefined };

function outcomeOf(task: Task, changes: Partial<TaskOutcome> = {}): TaskOutcome {
  const result = { status: 'COMPLETED' as const, outputData: {} };
  return {
    ...{ taskType: 'charge', workerId: 'me', task, outcome: 'completed', result, late: false },
    ...{ executeMs: 30, updateMs: 5, ...changes },
  };
}

/** Carries one task to its end at once. */
function run(ring: TaskRing, task: Task, now: number, changes: Partial<TaskOutcome> = {}): void {
  ring.started(task, 0, now);
  ring.finished(task, now);
  ring.updateStarted(task, 1);
  ring.ended(outcomeOf(task, changes), now);
}

describe('the ring of tasks', () => {
  it('shows a task on its way: polled, started, finished, answered', () => {
    const ring = new TaskRing(PLAIN);
    const task = newTask({ scheduledTime: START - 50, retryCount: 2, domain: 'eu' });
    ring.started(task, 3, START);
    const [started] = ring.all();
    expect(started).to.deep.equal({
      taskId: task.taskId,
      ...{ workflowId: 'workflow-1', workflowType: 'orders', taskType: 'charge', referenceName: 'charge_ref' },
      ...{ domain: 'eu', attempt: 3, scheduledAt: START - 50, polledAt: START - 3, startedAt: START },
      updateAttempts: 0,
    });
    ring.finished(task, START + 100);
    ring.updateStarted(task, 1);
    ring.updateStarted(task, 2);
    expect(ring.all()[0]).to.deep.equal({ ...started, finishedAt: START + 100, updateAttempts: 2 });
    ring.ended(outcomeOf(task), START + 140);
    expect(ring.all()[0]).to.deep.equal({
      ...started,
      ...{ finishedAt: START + 100, updateAttempts: 2, answeredAt: START + 140, outcome: 'completed' },
    });
  });

  it('tells what is new or changed once', () => {
    const ring = new TaskRing(PLAIN);
    const [first, second] = [newTask(), newTask()];
    ring.started(first, 0, START);
    ring.started(second, 0, START + 1);
    expect(ring.takeChanged().map(({ taskId }) => taskId)).to.deep.equal([second.taskId, first.taskId]);
    expect(ring.takeChanged()).to.deep.equal([]);
    ring.finished(first, START + 2);
    expect(ring.takeChanged().map(({ taskId }) => taskId)).to.deep.equal([first.taskId]);
    expect(ring.all()).to.have.length(2);
  });

  it('shows the last 200, the latest polled first', () => {
    const ring = new TaskRing(PLAIN);
    const tasks = Array.from({ length: 230 }, () => newTask());
    tasks.forEach((task, index) => run(ring, task, START + index * 100));
    const last = tasks.slice(-200).reverse();
    expect(ring.all().map(({ taskId }) => taskId)).to.deep.equal(last.map(({ taskId }) => taskId));
    expect(ring.skipped).to.equal(0);
  });

  it('shows 20 of a second, and counts the others when they have ended', () => {
    const ring = new TaskRing(PLAIN);
    for (let count = 0; count < 500; count++) run(ring, newTask(), START + count);
    expect(ring.all()).to.have.length(20);
    expect(ring.skipped).to.equal(480);
    run(ring, newTask(), START + SECOND);
    expect(ring.all()).to.have.length(21);
    expect(ring.skipped).to.equal(480);
  });

  it('shows at their end those that went wrong or took long, though there were too many, 10 of a second', () => {
    const ring = new TaskRing(PLAIN);
    for (let count = 0; count < 20; count++) run(ring, newTask(), START);
    const failed = newTask();
    run(ring, failed, START, { outcome: 'failed', executeMs: 40, updateMs: 10 });
    const long = newTask();
    run(ring, long, START, { executeMs: 6_000 });
    const dropped = newTask();
    run(ring, dropped, START, { outcome: 'dropped', reason: 'gone' });
    const quick = newTask();
    run(ring, quick, START);
    const shown = new Map(ring.all().map((task) => [task.taskId, task]));
    expect(shown.get(failed.taskId)).to.include({
      ...{ outcome: 'failed', polledAt: START - 50, startedAt: START - 50, finishedAt: START - 10, answeredAt: START },
    });
    expect(shown.get(long.taskId)).to.include({ startedAt: START - 6_005 });
    expect(shown.get(dropped.taskId)).to.include({ outcome: 'dropped', reason: 'gone' });
    expect(shown.has(quick.taskId)).to.be.false;
    for (let count = 0; count < 50; count++) run(ring, newTask(), START, { outcome: 'failed' });
    expect(ring.all()).to.have.length(30);
    expect(ring.skipped).to.equal(1 + 50 - 7);
  });

  it('shows a task that was handed back unexecuted', () => {
    const ring = new TaskRing(PLAIN);
    const task = newTask();
    ring.ended(outcomeOf(task, { outcome: 'handedBack', executeMs: 0, updateMs: 20 }), START);
    expect(ring.all()[0]).to.include({ outcome: 'handedBack', polledAt: START - 20, answeredAt: START });
    expect(ring.all()[0]).to.not.have.property('startedAt');
  });

  it('forgets tasks that never end, and does not count them as skipped if they end after all', () => {
    const ring = new TaskRing(PLAIN);
    const hung = Array.from({ length: 1_000 }, () => newTask());
    hung.forEach((task, index) => ring.started(task, 0, START + index * 100));
    expect(ring.all()).to.have.length(200);
    for (const task of hung) ring.ended(outcomeOf(task), START + 100_000);
    expect(ring.skipped).to.equal(0);
    expect(ring.all().filter(({ outcome }) => outcome !== undefined)).to.have.length(200);
  });

  it('tells apart two tasks with the same id', () => {
    const ring = new TaskRing(PLAIN);
    const [first, second] = [newTask({ taskId: 'twice' }), newTask({ taskId: 'twice' })];
    ring.started(first, 0, START);
    ring.started(second, 0, START + 10);
    ring.ended(outcomeOf(first), START + 20);
    expect(ring.all().map(({ outcome }) => outcome)).to.deep.equal([undefined, 'completed']);
  });

  it('links to the workflow in the UI, whatever the ids contain', () => {
    const ring = new TaskRing({ showData: false, uiUrl: 'https://ui.example.com/conductor' });
    run(ring, newTask({ taskId: 'a&b', workflowInstanceId: '../x?y' }), START);
    expect(ring.all()[0]?.link).to.equal('https://ui.example.com/conductor/execution/..%2Fx%3Fy?taskId=a%26b');
  });

  it('shows nothing of the data, and reasons in words of its own only', () => {
    const ring = new TaskRing(PLAIN);
    const secret = 'card 4111';
    const result = { status: 'FAILED' as const, outputData: { secret }, reasonForIncompletion: secret };
    const task = newTask({ inputData: { secret } });
    run(ring, task, START, { outcome: 'failed', result, error: new Error(secret) });
    run(ring, newTask(), START, { outcome: 'dropped', reason: 'refused', result, error: new Error(secret) });
    expect(JSON.stringify(ring.all())).to.not.include('4111');
    expect(ring.all().map(({ reason }) => reason)).to.have.members([undefined, 'refused']);
  });

  it('shows input, output and reason when it may, cut', () => {
    const ring = new TaskRing(OPEN);
    const result = {
      status: 'FAILED' as const,
      outputData: { at: 'end' },
      reasonForIncompletion: 'no funds '.repeat(100),
    };
    const task = newTask({ inputData: { amount: 12, text: 'x'.repeat(100_000) } });
    run(ring, task, START, { outcome: 'failed', result });
    const [shown] = ring.all();
    expect(shown?.input).to.match(/^\{"amount":12,"text":"xxx+…$/);
    expect(shown?.input).to.have.length(2_000);
    expect(shown?.output).to.equal('{"at":"end"}');
    expect(shown?.reason).to.match(/^no funds .*…$/);
    expect(shown?.reason).to.have.length(300);
  });

  it('shows what a server sends that keeps to no type', () => {
    const ring = new TaskRing(OPEN);
    const odd: unknown = {
      taskId: 'odd',
      workflowInstanceId: 7,
      retryCount: 'x',
      scheduledTime: null,
      inputData: null,
    };
    ring.started(odd as Task, 0, START);
    expect(ring.all()[0]).to.deep.equal({
      ...{ taskId: 'odd', workflowId: '', workflowType: '', taskType: '', referenceName: '', attempt: 1 },
      ...{ scheduledAt: START, polledAt: START, startedAt: START, updateAttempts: 0, input: 'null' },
    });
  });
});
