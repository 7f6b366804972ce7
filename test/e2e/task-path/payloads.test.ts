import { expect } from 'chai';

import { useRunners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';
import { attemptsOf, defineTask, startWorkflow } from '../support/workflows.js';

const MEGABYTE = 1_000_000;

describe('large payloads', () => {
  const runners = useRunners();

  it('of an input that the server keeps aside never reach the handler as an empty one: the task fails and says why', async () => {
    const name = await defineTask({ retryCount: 2 });
    let calls = 0;
    await runners.start([
      {
        name,
        execute: () => {
          calls += 1;
          return {};
        },
      },
    ]);

    const workflow = await waitForWorkflow(await startWorkflow(name, { text: 'x'.repeat(3.5 * MEGABYTE) }), hasEnded);

    expect(workflow.status).to.equal('FAILED');
    const [task, ...others] = attemptsOf(workflow);
    expect(others).to.deep.equal([]);
    expect(task).to.include({ status: 'FAILED_WITH_TERMINAL_ERROR' });
    expect(task?.externalInputPayloadStoragePath).to.be.a('string').and.not.be.empty;
    expect(task?.reasonForIncompletion)
      .to.match(/^the task's input is in external payload storage \(.+\), which this worker cannot read;/)
      .and.to.include(task!.externalInputPayloadStoragePath!);
    expect(calls).to.equal(0);
  });

  it('of an input below that limit reach the handler whole', async () => {
    const name = await defineTask();
    const text = 'ü'.repeat(MEGABYTE);
    await runners.start([
      { name, execute: ({ inputData }) => ({ same: (inputData.given as { text: string }).text === text }) },
    ]);

    const workflow = await waitForWorkflow(await startWorkflow(name, { text }), hasEnded);

    expect(workflow.output).to.deep.equal({ same: true });
  });

  it('of an output above 10 MiB fail the task with its size, before anything is sent', async () => {
    const name = await defineTask({ retryCount: 2 });
    const { told } = await runners.start([{ name, execute: () => ({ text: 'x'.repeat(11 * MEGABYTE) }) }]);

    const workflow = await waitForWorkflow(await startWorkflow(name), hasEnded);

    expect(workflow.status).to.equal('FAILED');
    expect(attemptsOf(workflow)).to.have.length(1);
    expect(attemptsOf(workflow)[0]).to.deep.include({
      status: 'FAILED_WITH_TERMINAL_ERROR',
      outputData: {},
      reasonForIncompletion: 'the output cannot be sent: it has 11000011 bytes, the server takes 10485760 at the most',
    });
    expect((await told(1)).map(({ outcome }) => outcome)).to.deep.equal(['failed']);
  });

  it('of an output of some megabytes complete the task', async () => {
    const name = await defineTask();
    const { told } = await runners.start([{ name, execute: () => ({ text: 'x'.repeat(4 * MEGABYTE) }) }]);

    const workflow = await waitForWorkflow(await startWorkflow(name), hasEnded);

    expect(workflow.status).to.equal('COMPLETED');
    expect(attemptsOf(workflow)[0]).to.deep.include({ status: 'COMPLETED', outputData: {} });
    expect(attemptsOf(workflow)[0]?.externalOutputPayloadStoragePath).to.be.a('string').and.not.be.empty;
    expect((await told(1)).map(({ outcome }) => outcome)).to.deep.equal(['completed']);
  });
});
