import { expect } from 'chai';

import type { AnyWorker } from '../../../src/index.js';
import { useRunners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';
import { attemptsOf, defineTask, startWorkflow, waitForTask } from '../support/workflows.js';

describe('workers of one task type in several domains', () => {
  const runners = useRunners();

  it('each get the tasks of their own domain and no others', async () => {
    const name = await defineTask();
    const worker = (domain?: string): AnyWorker => ({
      name,
      ...(domain !== undefined && { domain }),
      execute: (_task, { workerId }) => ({ domain: domain ?? 'none', workerId }),
    });
    const { told } = await runners.start([worker('red'), worker('blue'), worker()]);
    const wanted = ['red', 'blue', 'none', 'blue', 'red', 'none', 'red', 'blue', 'none'];

    const ids = await Promise.all(
      wanted.map((domain) => startWorkflow(name, {}, domain === 'none' ? {} : { taskToDomain: { [name]: domain } })),
    );

    for (const [index, domain] of wanted.entries()) {
      const workflow = await waitForWorkflow(ids[index]!, hasEnded);
      const [task] = attemptsOf(workflow);
      expect(workflow.output.domain).to.equal(domain);
      expect(task?.domain).to.equal(domain === 'none' ? undefined : domain);
      expect(task?.workerId).to.equal(workflow.output.workerId);
    }
    const outcomes = await told(wanted.length);
    // Each worker has an id of its own.
    expect(new Set(outcomes.map(({ workerId }) => workerId))).to.have.property('size', 3);
    expect(outcomes.filter(({ domain, task }) => domain !== task.domain)).to.deep.equal([]);
  });

  it('leave the tasks of a domain that nobody polls where they are', async () => {
    const name = await defineTask();
    await runners.start([{ name, domain: 'red', execute: () => ({}) }]);

    const elsewhere = await startWorkflow(name, {}, { taskToDomain: { '*': 'green' } });
    const red = await startWorkflow(name, {}, { taskToDomain: { '*': 'red' } });
    // Queued later and done: the other one has been passed over.
    await waitForWorkflow(red, hasEnded);

    expect(await waitForTask(elsewhere, () => true)).to.include({
      status: 'SCHEDULED',
      pollCount: 0,
      domain: 'green',
    });
  });
});
