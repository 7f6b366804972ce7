import { expect } from 'chai';

import { until } from '../support/until.js';
import { useRunners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';
import { defineTask, startWorkflow, waitForTask } from '../support/workflows.js';

describe('pausing a worker', () => {
  const runners = useRunners();

  it('leaves its tasks in their queue until it resumes, while other workers go on', async () => {
    const paused = await defineTask();
    const other = await defineTask();
    const { runner } = await runners.start([
      { name: paused, execute: () => ({ by: 'the resumed worker' }) },
      { name: other, execute: () => ({ by: 'the other worker' }) },
    ]);
    const events: string[] = [];
    runner.on('workerPaused', ({ taskType }) => void events.push(`paused ${taskType}`));
    runner.on('workerResumed', ({ taskType }) => void events.push(`resumed ${taskType}`));

    runner.pause(paused);
    const stateOf = (name: string) => runner.status().workers.find(({ taskType }) => taskType === name)!;
    // What a poll in flight brings is still executed: the pause is complete when there is none.
    await until(
      'no poll is in flight',
      () => Promise.resolve(stateOf(paused)),
      ({ state, slots }) => state === 'paused' && slots.used === 0,
      10_000,
    );
    const waiting = await startWorkflow(paused);
    // Each of these waits for an idle poll of the other worker: a running one would have polled as often.
    for (let round = 1; round <= 5; round += 1) await waitForWorkflow(await startWorkflow(other), hasEnded);

    expect(await waitForTask(waiting, () => true)).to.include({ status: 'SCHEDULED', pollCount: 0 });
    expect(runner.health().workers.find(({ taskType }) => taskType === paused)).to.include({ healthy: true });

    runner.resume(paused);
    const workflow = await waitForWorkflow(waiting, hasEnded);
    expect(workflow.output).to.deep.equal({ by: 'the resumed worker' });
    expect(events).to.deep.equal([`paused ${paused}`, `resumed ${paused}`]);
  });

  it('can be how it starts', async () => {
    const name = await defineTask();
    const { runner } = await runners.start([{ name, paused: true, execute: () => ({}) }]);
    let polls = 0;
    runner.on('pollStarted', () => void (polls += 1));
    const workflowId = await startWorkflow(name);
    expect(runner.status().workers[0]).to.include({ state: 'paused' });
    expect(await waitForTask(workflowId, () => true)).to.include({ status: 'SCHEDULED', pollCount: 0 });
    expect(polls).to.equal(0);

    runner.resume(name);
    expect((await waitForWorkflow(workflowId, hasEnded)).status).to.equal('COMPLETED');
  });
});
