import { expect } from 'chai';

import type { TaskAbortedError, TaskContext } from '../../../src/index.js';
import { openEnded } from '../support/open-ended.js';
import { until } from '../support/until.js';
import { useRunners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';
import { attemptsOf, defineTask, getTask, startWorkflow } from '../support/workflows.js';

describe('a handler that does not end within timeoutMs', () => {
  const runners = useRunners();

  it('fails its task at once, keeps its slot until it ends, and what it returns then is ignored', async () => {
    const name = await defineTask({ retryCount: 1 });
    const hung = openEnded<{ too: string }>();
    let hungContext: TaskContext | undefined;
    const { runner, outcomes } = await runners.start([
      {
        name,
        concurrency: 2,
        timeoutMs: 400,
        execute: (_task, context) => {
          if (context.attempt > 1) return { by: 'the second attempt' };
          hungContext = context;
          return hung.result;
        },
      },
    ]);

    const workflow = await waitForWorkflow(await startWorkflow(name), hasEnded);

    expect(workflow.status).to.equal('COMPLETED');
    expect(workflow.output).to.deep.equal({ by: 'the second attempt' });
    const [first, second] = attemptsOf(workflow);
    expect(first).to.include({
      status: 'FAILED',
      retryCount: 0,
      reasonForIncompletion: 'the handler has not ended within 400 ms (timeoutMs)',
    });
    expect(second).to.include({ status: 'COMPLETED', retryCount: 1 });
    expect((hungContext?.signal.reason as TaskAbortedError).abortCause).to.equal('timeout');

    const overdue = await until(
      'only the hung handler is left',
      () => Promise.resolve(runner.status().workers[0]!),
      ({ inFlight }) => inFlight.length === 1,
      5_000,
    );
    expect(overdue.inFlight.map(({ taskId, phase }) => ({ taskId, phase }))).to.deep.equal([
      { taskId: first!.taskId, phase: 'overdue' },
    ]);
    expect(overdue.slots.used).to.be.at.least(1);
    expect(outcomes.map(({ outcome }) => outcome).sort()).to.deep.equal(['completed', 'failed']);

    hung.end({ too: 'late' });
    await until(
      'the slot is free again',
      () => Promise.resolve(runner.status().workers[0]!),
      ({ inFlight }) => inFlight.length === 0,
      5_000,
    );
    expect(await getTask(first!.taskId)).to.deep.include({ status: 'FAILED', outputData: {} });
    expect(outcomes).to.have.length(2);
  });
});
