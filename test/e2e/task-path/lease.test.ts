import { expect } from 'chai';

import type { TaskAbortedError, TaskContext } from '../../../src/index.js';
import { openEnded } from '../support/open-ended.js';
import { until } from '../support/until.js';
import { useRunners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';
import {
  attemptsOf,
  decide,
  defineTask,
  getTask,
  startWorkflow,
  waitForTask,
  waitForTimeout,
} from '../support/workflows.js';

const RESPONSE_TIMEOUT_SECONDS = 3;

describe('a task that runs for longer than its response timeout', () => {
  const runners = useRunners();

  it('stays with its worker while the lease is extended', async () => {
    const name = await defineTask({ retryCount: 1, responseTimeoutSeconds: RESPONSE_TIMEOUT_SECONDS });
    const handler = openEnded<{ ran: number }>();
    const { runner, told } = await runners.start([{ name, execute: () => handler.result }]);
    let extensions = 0;
    runner.on('leaseExtended', () => void (extensions += 1));
    const startedAt = performance.now();
    const workflowId = await startWorkflow(name);

    // Two and a half response timeouts, and the server is made to look for timeouts all the time.
    await until(
      'the time is over',
      () => decide(workflowId),
      () => performance.now() - startedAt > RESPONSE_TIMEOUT_SECONDS * 2_500,
      20_000,
    );
    const running = await waitForTask(workflowId, () => true);
    expect(running).to.include({ status: 'IN_PROGRESS', retryCount: 0, pollCount: 1 });
    expect(extensions).to.be.at.least(3);
    handler.end({ ran: 1 });

    const workflow = await waitForWorkflow(workflowId, hasEnded);
    expect(workflow.status).to.equal('COMPLETED');
    expect(workflow.output).to.deep.equal({ ran: 1 });
    expect(attemptsOf(workflow)).to.have.length(1);
    const outcomes = await told(1);
    expect(outcomes).to.have.length(1);
    expect(outcomes[0]).to.include({ outcome: 'completed', late: false });
  });

  it('is given to another worker without extension, and its late result changes nothing', async () => {
    const name = await defineTask({ retryCount: 1, responseTimeoutSeconds: RESPONSE_TIMEOUT_SECONDS });
    const first = openEnded<{ by: string }>();
    let firstContext: TaskContext | undefined;
    const { runner, outcomes } = await runners.start([
      {
        name,
        leaseExtension: false,
        execute: (_task, context) => {
          if (context.attempt > 1) return { by: 'the second attempt' };
          firstContext = context;
          return first.result;
        },
      },
    ]);
    let extensions = 0;
    const lost: number[] = [];
    runner.on('leaseExtended', () => void (extensions += 1));
    runner.on('leaseLost', ({ ageMs }) => void lost.push(ageMs));
    const workflowId = await startWorkflow(name);
    const task = await waitForTask(workflowId, ({ status }) => status === 'IN_PROGRESS');

    const workflow = await waitForTimeout(workflowId, hasEnded);
    expect(workflow.status).to.equal('COMPLETED');
    expect(workflow.output).to.deep.equal({ by: 'the second attempt' });
    expect(attemptsOf(workflow).map(({ status, retryCount }) => ({ status, retryCount }))).to.deep.equal([
      { status: 'TIMED_OUT', retryCount: 0 },
      { status: 'COMPLETED', retryCount: 1 },
    ]);
    expect(attemptsOf(workflow)[0]?.reasonForIncompletion).to.match(
      new RegExp(`^responseTimeout: ${RESPONSE_TIMEOUT_SECONDS} exceeded for the taskId: ${task.taskId}`),
    );

    // The handler was told, by our own clock; the result is reported all the same, and marked as late.
    await until('the signal aborts', () => Promise.resolve(firstContext!.signal.aborted), Boolean, 5_000);
    expect((firstContext!.signal.reason as TaskAbortedError).abortCause).to.equal('leaseLost');
    expect(lost).to.have.length(1);
    expect(lost[0]).to.be.at.least(RESPONSE_TIMEOUT_SECONDS * 1_000 - 50);
    first.end({ by: 'the first attempt' });
    const late = await until(
      'the late outcome',
      () => Promise.resolve(outcomes.find((outcome) => outcome.task.taskId === task.taskId)),
      (outcome) => outcome !== undefined,
      5_000,
    );
    expect(late).to.include({ outcome: 'completed', late: true });
    expect(await getTask(task.taskId)).to.deep.include({ status: 'TIMED_OUT', outputData: {} });
    expect(extensions).to.equal(0);
  });

  it('uses its attempts up without extension, and the workflow times out', async () => {
    const name = await defineTask({ retryCount: 0, responseTimeoutSeconds: RESPONSE_TIMEOUT_SECONDS });
    const handler = openEnded<undefined>();
    await runners.start([{ name, leaseExtension: false, execute: () => handler.result }]);
    const workflowId = await startWorkflow(name);

    await waitForTask(workflowId, ({ status }) => status === 'IN_PROGRESS');
    const workflow = await waitForTimeout(workflowId, hasEnded);
    handler.end(undefined);

    expect(workflow.status).to.equal('TIMED_OUT');
    expect(attemptsOf(workflow).map(({ status }) => status)).to.deep.equal(['TIMED_OUT']);
  });
});
