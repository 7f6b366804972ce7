import { expect } from 'chai';

import type { Workflow } from '../../../generated/index.js';
import { seededRandom } from '../../simulation/seeded-random.js';
import { defineChain, getWorkflows, inTurns, runningIds, startMany } from '../support/chained-workflow.js';
import { startCuttingProxy } from '../support/cutting-proxy.js';
import { serverUrl } from '../support/server-url.js';
import { until } from '../support/until.js';
import { useRunners } from '../support/use-runners.js';
import { decide } from '../support/workflows.js';

const STEPS = 5;

describe('many workflows at once', () => {
  const runners = useRunners();

  it('500 of 5 chained tasks: each task is polled, executed and completed exactly once', async function () {
    this.timeout(240_000);
    const WORKFLOWS = 500;
    const chain = await defineChain(STEPS, { retryCount: 3 }, 20);
    const { runner, outcomes, errors } = await runners.start(chain.workers);
    const trouble: unknown[] = [];
    for (const event of ['pollFailed', 'updateRetried', 'updateFailed', 'leaseLost'] as const)
      runner.on(event, (payload) => void trouble.push([event, payload]));

    const ids = await startMany(chain.name, WORKFLOWS);
    await until(
      'every task has its outcome',
      () => Promise.resolve(outcomes.length),
      (count) => count >= WORKFLOWS * STEPS,
      200_000,
      (count) => `${count} outcomes; ${JSON.stringify({ trouble, workers: runner.status().workers })}`,
    );

    const workflows = await getWorkflows(ids);
    expect(oddities(workflows, { attempts: 1 })).to.deep.equal([]);
    const tasks = workflows.flatMap((workflow) => workflow.tasks);
    expect(tasks).to.have.length(WORKFLOWS * STEPS);
    expect(tasks.filter(({ pollCount, retryCount }) => pollCount !== 1 || retryCount !== 0)).to.deep.equal([]);
    expect(counts(chain.calls)).to.deep.equal(counts(new Map(tasks.map(({ taskId }) => [`${taskId}#1`, 1]))));
    expect(outcomes).to.have.length(WORKFLOWS * STEPS);
    expect(outcomes.filter(({ outcome }) => outcome !== 'completed')).to.deep.equal([]);
    expect(trouble).to.deep.equal([]);
    expect(errors).to.deep.equal([]);
    // All slots are free again.
    for (const { slots, inFlight } of runner.status().workers) {
      expect(inFlight).to.deep.equal([]);
      expect(slots.free + slots.used).to.equal(slots.total);
    }
  });

  it('and connections that break all the time: no task is lost, none is executed twice for one poll', async function () {
    this.timeout(240_000);
    const WORKFLOWS = 120;
    const seed = 20_260_611;
    const proxy = await startCuttingProxy(
      serverUrl(),
      { request: 0.03, afterRequest: 0.03, answer: 0.03 },
      seededRandom(seed),
    );
    try {
      // What a cut answer to a poll carried is in nobody's hands until the response timeout.
      const chain = await defineChain(STEPS, { retryCount: 20, retryDelaySeconds: 0, responseTimeoutSeconds: 10 }, 10);
      const client = runners.anotherClient({ serverUrl: proxy.url });
      const { runner, outcomes, errors } = await runners.start(chain.workers, { client });
      const retries = { polls: 0, updates: 0 };
      runner.on('pollFailed', () => void (retries.polls += 1));
      runner.on('updateRetried', () => void (retries.updates += 1));

      const ids = await startMany(chain.name, WORKFLOWS);
      await until(
        'every workflow has ended',
        async () => {
          const running = await runningIds(chain.name);
          await inTurns(running, decide);
          return running;
        },
        (running) => running.length === 0,
        200_000,
        (running) => `${running.length} still running, ${JSON.stringify({ ...proxy.cuts, ...retries })}`,
      );

      const workflows = await getWorkflows(ids);
      expect(oddities(workflows, { attempts: 20 })).to.deep.equal([]);
      // What was executed is what was completed: a result is not lost, and nothing is executed for a poll that was not ours.
      const tasks = workflows.flatMap((workflow) => workflow.tasks);
      const completed = tasks.filter(({ status }) => status === 'COMPLETED');
      expect(completed).to.have.length(WORKFLOWS * STEPS);
      expect(counts(chain.calls)).to.deep.equal(
        counts(new Map(completed.map(({ taskId, pollCount }) => [`${taskId}#${pollCount}`, 1]))),
      );
      const others = tasks.filter(({ status }) => status !== 'COMPLETED');
      expect(others.filter(({ status }) => status !== 'TIMED_OUT')).to.deep.equal([]);
      // The connections did break, in every way.
      expect(proxy.cuts.request).to.be.above(0);
      expect(proxy.cuts.afterRequest).to.be.above(0);
      expect(proxy.cuts.answer).to.be.above(0);
      expect(retries.polls).to.be.above(0);
      expect(retries.updates).to.be.above(0);
      expect(outcomes.filter(({ outcome }) => outcome !== 'completed')).to.deep.equal([]);
      expect(errors).to.deep.equal([]);
      proxy.heal();
      const report = await runner.stop();
      expect(report).to.include({ handedBack: 0, abandoned: 0, unsent: 0 });
    } finally {
      await proxy.close();
    }
  });
});

/** What is not as it should be in workflows of `startMany`, in words. */
function oddities(workflows: readonly Workflow[], { attempts }: { attempts: number }): string[] {
  return workflows.flatMap((workflow, index) => {
    const odd = (what: string): string => `${workflow.workflowId}: ${what}`;
    const found: string[] = [];
    if (workflow.status !== 'COMPLETED') found.push(odd(workflow.status));
    if (workflow.output.count !== index + STEPS) found.push(odd(`output ${JSON.stringify(workflow.output)}`));
    for (let step = 1; step <= STEPS; step += 1) {
      const all = workflow.tasks.filter(({ referenceTaskName }) => referenceTaskName === `step${step}`);
      const done = all.filter(({ status }) => status === 'COMPLETED');
      if (done.length !== 1 || all.length > attempts)
        found.push(odd(`step${step} ${all.map(({ status }) => status).join(' ')}`));
    }
    return found;
  });
}

/** In a form that says what differs when it is compared. */
function counts(calls: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...calls].sort(([left], [right]) => (left < right ? -1 : 1)));
}
