import { expect } from 'chai';

import { inProgress } from '../../../src/index.js';
import { request } from '../support/request.js';
import { isCurrentServer } from '../support/server-version.js';
import { useRunners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';
import { attemptsOf, defineTask, logOf, startWorkflow, waitForTask } from '../support/workflows.js';

const CALLBACK_SECONDS = 3;

describe('a long-running task', () => {
  const runners = useRunners();

  it('is handed out again after callbackAfterSeconds, with the output of its last report', async () => {
    const name = await defineTask();
    const calls: { at: number; outputData: unknown; pollCount: number }[] = [];
    const { told } = await runners.start([
      {
        name,
        execute: ({ outputData, pollCount }) => {
          calls.push({ at: performance.now(), outputData, pollCount });
          const step = calls.length;
          if (step < 3)
            return {
              status: 'IN_PROGRESS',
              outputData: { step },
              callbackAfterSeconds: CALLBACK_SECONDS,
              logs: [`step ${step}`],
            };
          return { status: 'COMPLETED', outputData: { step }, logs: ['done'] };
        },
      },
    ]);

    const workflowId = await startWorkflow(name);
    const waiting = await waitForTask(workflowId, ({ status, pollCount }) => status === 'SCHEDULED' && pollCount > 0);
    expect(waiting.callbackAfterSeconds).to.equal(CALLBACK_SECONDS);
    const workflow = await waitForWorkflow(workflowId, hasEnded);

    expect(workflow.status).to.equal('COMPLETED');
    expect(workflow.output).to.deep.equal({ step: 3 });
    // One attempt: a callback does not use any up.
    expect(attemptsOf(workflow)).to.have.length(1);
    const [task] = attemptsOf(workflow);
    expect(task).to.include({ taskId: waiting.taskId, status: 'COMPLETED', retryCount: 0, pollCount: 3 });
    expect(calls.map(({ outputData }) => outputData)).to.deep.equal([{}, { step: 1 }, { step: 2 }]);
    expect(calls.map(({ pollCount }) => pollCount)).to.deep.equal([1, 2, 3]);
    // The server counts from the update. Older ones count in whole seconds, and are up to two of them early.
    const leastMs = (isCurrentServer() ? CALLBACK_SECONDS : CALLBACK_SECONDS - 2) * 1_000;
    expect(calls[1]!.at - calls[0]!.at).to.be.at.least(leastMs);
    expect(calls[2]!.at - calls[1]!.at).to.be.at.least(leastMs);
    expect((await told(3)).map(({ outcome }) => outcome)).to.deep.equal(['inProgress', 'inProgress', 'completed']);
    expect(await logOf(waiting.taskId)).to.deep.equal(['step 1', 'step 2', 'done']);
  });

  it('keeps its output on the server through a report that has none', async () => {
    const name = await defineTask();
    let calls = 0;
    await runners.start([
      {
        name,
        execute: ({ outputData }) => {
          calls += 1;
          if (calls === 1) return inProgress({ outputData: { checkpoint: 7 }, callbackAfterSeconds: 0 });
          if (calls === 2) return inProgress({ callbackAfterSeconds: 0 });
          return { seen: outputData };
        },
      },
    ]);

    const workflow = await waitForWorkflow(await startWorkflow(name), hasEnded);

    expect(workflow.output).to.deep.equal({ seen: { checkpoint: 7 } });
    expect(attemptsOf(workflow)[0]).to.include({ status: 'COMPLETED', retryCount: 0, pollCount: 3 });
  });

  it('can be completed from elsewhere while it waits, and is not handed out again', async () => {
    const name = await defineTask();
    let calls = 0;
    await runners.start([
      {
        name,
        execute: () => {
          calls += 1;
          return inProgress({ outputData: { job: 'j-1' } });
        },
      },
    ]);
    const workflowId = await startWorkflow(name);
    const waiting = await waitForTask(workflowId, ({ status, pollCount }) => status === 'SCHEDULED' && pollCount === 1);
    expect(waiting.callbackAfterSeconds).to.equal(60);

    const body = {
      workflowInstanceId: workflowId,
      taskId: waiting.taskId,
      status: 'COMPLETED',
      outputData: { job: 'j-1', result: 5 },
    };
    await request('POST', '/api/tasks', { body });

    const workflow = await waitForWorkflow(workflowId, hasEnded);
    expect(workflow.output).to.deep.equal({ job: 'j-1', result: 5 });
    expect(await request('GET', '/api/tasks/queue/sizes', { query: { taskType: name } })).to.deep.equal({ [name]: 0 });
    expect(calls).to.equal(1);
  });
});
