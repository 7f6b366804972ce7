import { expect } from 'chai';

import type { Task } from '../../../generated/index.js';
import type { AnyWorker, TaskAbortedError, TaskRunner } from '../../../src/index.js';
import { between, seededRandom } from '../../simulation/seeded-random.js';
import { openEnded, rejectedBy } from '../support/open-ended.js';
import { until } from '../support/until.js';
import { useRunners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';
import { attemptsOf, defineTask, getTask, startWorkflow, waitForTask } from '../support/workflows.js';

describe('stopping in the middle of work', () => {
  const runners = useRunners();

  it('lets a running handler finish while it drains, and reports its result', async () => {
    const name = await defineTask();
    const handler = openEnded<{ ended: string }>();
    let hadShutdownSignal = false;
    const { runner, outcomes } = await runners.start([
      {
        name,
        execute: (_task, { shutdownSignal, signal }) => {
          shutdownSignal.addEventListener('abort', () => {
            hadShutdownSignal = !signal.aborted;
            handler.end({ ended: 'during the drain' });
          });
          return handler.result;
        },
      },
    ]);
    const executing = executionsStarted(runner, 1);
    const workflowId = await startWorkflow(name);
    await executing;

    const report = await runner.stop();

    expect(report).to.include({ completed: 1, failed: 0, handedBack: 0, abandoned: 0, unsent: 0 });
    expect(report.errors).to.deep.equal([]);
    expect(hadShutdownSignal).to.be.true;
    expect(outcomes.map(({ outcome }) => outcome)).to.deep.equal(['completed']);
    // The answer had come before stop() was over: no waiting here.
    const workflow = await waitForWorkflow(workflowId, () => true);
    expect(workflow.status).to.equal('COMPLETED');
    expect(workflow.output).to.deep.equal({ ended: 'during the drain' });
  });

  it('gives a task back whose handler rejects when it is aborted: no attempt is used up, its output is kept', async () => {
    const name = await defineTask({ retryCount: 0 });
    let calls = 0;
    let cause: string | undefined;
    const { runner, outcomes } = await runners.start([
      {
        name,
        // With its only slot taken it does not poll, so that it does not get its own hand-back again.
        concurrency: 1,
        execute: async (_task, { signal }) => {
          calls += 1;
          if (calls === 1) return { status: 'IN_PROGRESS', outputData: { checkpoint: 7 }, callbackAfterSeconds: 0 };
          try {
            return await rejectedBy(signal);
          } catch (error) {
            cause = (error as TaskAbortedError).abortCause;
            throw error;
          }
        },
      },
    ]);
    const executing = executionsStarted(runner, 2);
    const workflowId = await startWorkflow(name);
    await executing;

    const report = await runner.stop({ drainMs: 0 });

    expect(report).to.include({ completed: 0, failed: 0, handedBack: 1, abandoned: 0, unsent: 0 });
    expect(report.errors).to.deep.equal([]);
    expect(cause).to.equal('shutdown');
    expect(outcomes.map(({ outcome }) => outcome)).to.deep.equal(['inProgress', 'handedBack']);
    const handedBack = await waitForTask(workflowId, () => true);
    expect(handedBack).to.deep.include({
      status: 'SCHEDULED',
      retryCount: 0,
      callbackAfterSeconds: 2,
      outputData: { checkpoint: 7 },
    });

    // Whoever polls next gets it, in the same attempt.
    await runners.start([{ name, execute: ({ outputData }, { attempt }) => ({ attempt, found: outputData }) }]);
    const workflow = await waitForWorkflow(workflowId, hasEnded);
    expect(workflow.output).to.deep.equal({ attempt: 1, found: { checkpoint: 7 } });
    expect(attemptsOf(workflow)).to.have.length(1);
  });

  it('abandons a task whose handler does not end: the server still has it IN_PROGRESS', async () => {
    const name = await defineTask();
    const handler = openEnded<{ ended: string }>();
    const { runner, outcomes } = await runners.start([{ name, execute: () => handler.result }]);
    const executing = executionsStarted(runner, 1);
    await startWorkflow(name);
    const task = await executing;

    const report = await runner.stop({ drainMs: 0, abortMs: 100 });

    expect(report).to.include({ completed: 0, failed: 0, handedBack: 0, abandoned: 1, unsent: 0 });
    expect(outcomes.map(({ outcome, reason }) => ({ outcome, reason }))).to.deep.equal([
      { outcome: 'dropped', reason: 'abandoned' },
    ]);
    expect(await getTask(task.taskId)).to.include({ status: 'IN_PROGRESS', retryCount: 0 });
    handler.end({ ended: 'after the stop' });
    expect(await getTask(task.taskId)).to.deep.include({ status: 'IN_PROGRESS', outputData: {} });
  });

  it('leaves nothing IN_PROGRESS but what it abandoned, whatever the handlers do', async function () {
    this.timeout(120_000);
    const WORKFLOWS = 90;
    const random = seededRandom(1);
    const name = await defineTask({ retryCount: 3 });
    const hung: (() => void)[] = [];
    const worker: AnyWorker = {
      name,
      concurrency: 30,
      execute: async (_task, { signal, shutdownSignal }) => {
        switch (between(random, 1, 4)) {
          case 1:
            return { quick: true };
          case 2:
            // Ends during the drain.
            await new Promise<void>((resolve) => shutdownSignal.addEventListener('abort', () => resolve()));
            return { drained: true };
          case 3:
            return rejectedBy(signal);
          default: {
            const handler = openEnded<{ late: boolean }>();
            hung.push(() => handler.end({ late: true }));
            return handler.result;
          }
        }
      },
    };
    const { runner, outcomes, errors } = await runners.start([worker]);
    const ids = await Promise.all(Array.from({ length: WORKFLOWS }, () => startWorkflow(name)));
    await until(
      'all slots are taken',
      () => Promise.resolve(runner.status().workers[0]!),
      ({ inFlight }) => inFlight.length === 30,
      30_000,
    );
    const settledBefore = outcomes.length;

    const report = await runner.stop({ drainMs: 500, abortMs: 500 });

    const statuses = new Map<Task['status'], number>();
    for (const id of ids) {
      const [task, ...others] = attemptsOf(await waitForWorkflow(id, () => true));
      expect(others).to.deep.equal([]);
      statuses.set(task!.status, (statuses.get(task!.status) ?? 0) + 1);
    }
    expect(errors).to.deep.equal([]);
    expect(report.errors).to.deep.equal([]);
    expect(report).to.include({ failed: 0, dropped: 0, unsent: 0, inProgress: 0 });
    expect(report.handedBack).to.be.above(0);
    expect(report.abandoned).to.be.above(0).and.to.equal(hung.length);
    expect(statuses.get('IN_PROGRESS')).to.equal(report.abandoned);
    expect(statuses.get('COMPLETED')).to.equal(settledBefore + report.completed);
    expect(statuses.get('SCHEDULED')).to.equal(WORKFLOWS - settledBefore - report.completed - report.abandoned);
    expect([...statuses.keys()].sort()).to.deep.equal(['COMPLETED', 'IN_PROGRESS', 'SCHEDULED']);
    for (const end of hung) end();
  });

  it('gives back what a poll in flight still brings', async () => {
    const name = await defineTask();
    let calls = 0;
    const worker: AnyWorker = {
      name,
      longPollMs: 5_000,
      execute: () => {
        calls += 1;
        return {};
      },
    };
    const { runner, outcomes } = runners.create([worker]);
    const polling = new Promise<void>((resolve) => runner.once('pollStarted', () => resolve()));
    await runner.start();
    await polling;

    const stopping = runner.stop();
    const workflowId = await startWorkflow(name);
    const report = await stopping;

    expect(report).to.include({ completed: 0, failed: 0, handedBack: 1, dropped: 0, abandoned: 0, unsent: 0 });
    expect(outcomes.map(({ outcome }) => outcome)).to.deep.equal(['handedBack']);
    expect(calls).to.equal(0);
    const task = await waitForTask(workflowId, () => true);
    expect(task).to.include({ status: 'SCHEDULED', retryCount: 0, pollCount: 1 });
  });

  it('is over soon when there is nothing to do, and the runner cannot be started again', async () => {
    const name = await defineTask();
    const { runner } = await runners.start([{ name, longPollMs: 200, execute: () => ({}) }]);

    const report = await runner.stop();

    expect(report).to.include({ completed: 0, failed: 0, handedBack: 0, abandoned: 0, unsent: 0 });
    expect(report.durationMs).to.be.below(5_000);
    expect(await runner.stop()).to.equal(report);
    const again = await runner.start().catch((error: unknown) => error);
    expect(again)
      .to.be.instanceOf(Error)
      .with.property('message')
      .that.matches(/cannot be started again/);
  });
});

/** Resolves with the task of the `count`th execution from now on: the server shows a task as IN_PROGRESS before the poll is answered. */
function executionsStarted(runner: TaskRunner, count: number): Promise<Task> {
  return new Promise((resolve) => {
    let started = 0;
    runner.on('executionStarted', ({ task }) => {
      started += 1;
      if (started === count) resolve(task);
    });
  });
}
