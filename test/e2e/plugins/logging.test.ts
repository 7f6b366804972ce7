import { expect } from 'chai';

import { logging } from '../../../plugins/logging/index.js';
import { pinoInMemory, type LogRecord } from '../../plugins/logging/support/records.js';
import { startCuttingProxy } from '../support/cutting-proxy.js';
import { serverUrl } from '../support/server-url.js';
import { until } from '../support/until.js';
import { useRunners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';
import { defineTask, ONLY, startWorkflow } from '../support/workflows.js';

describe('the logging plugin', () => {
  const runners = useRunners();

  function written(records: readonly LogRecord[], event: string): Promise<readonly LogRecord[]> {
    return until(
      `a record of ${event}`,
      () => Promise.resolve(records.filter((record) => record.event === event)),
      ({ length }) => length > 0,
      20_000,
      () => JSON.stringify(records.map((record) => record.event)),
    );
  }

  it('at info says of a worker that fails what failed and why, and of one that succeeds nothing', async () => {
    const [good, bad] = [await defineTask(), await defineTask({ retryCount: 1 })];
    const { logger, records } = pinoInMemory('info');
    const { runner, told } = await runners.start(
      [
        { name: good, execute: () => ({ paid: true }) },
        {
          name: bad,
          execute: ({ taskId }) => {
            throw new Error(`no card for ${taskId}`, { cause: new TypeError('card is undefined') });
          },
        },
      ],
      { plugins: [logging({ logger })] },
    );
    const workflows = [await startWorkflow(good), await startWorkflow(bad)];
    for (const workflow of workflows) await waitForWorkflow(workflow, hasEnded);
    // The succeeding one, and both attempts at the other.
    await told(3);
    await runner.stop();

    expect(records.map(({ level, event }) => `${level} ${event ?? ''}`)).to.deep.equal([
      ...['info started', 'warn taskFailed', 'info stopping', 'warn taskFailed', 'info stopped'],
    ]);
    const [, failed, , rest] = records;
    expect(failed).to.deep.include({
      ...{ taskType: bad, workflowId: workflows[1], workflowType: bad, referenceName: ONLY, attempt: 1 },
      ...{ status: 'FAILED', reasonForIncompletion: `no card for ${String(failed?.taskId)}` },
    });
    expect(failed?.err).to.deep.include({ causes: [{ type: 'TypeError', message: 'card is undefined' }] });
    expect(failed?.executeMs).to.be.a('number');
    // The second attempt failed in the same way.
    expect(rest).to.deep.include({ taskType: bad, suppressed: 1, msg: 'more of the same were not written' });
  });

  it('at debug writes the outcome of each task, with its data if that is asked for, redacted', async () => {
    const name = await defineTask();
    const { logger, records } = pinoInMemory('debug');
    const data = { input: true, output: true, redact: ['inputData.given.card.number', '**.iban'] };
    const { told } = await runners.start(
      [
        {
          name,
          execute: (_task, { log }) => {
            log('charging');
            return { iban: 'DE02', receipt: 'R-1' };
          },
        },
      ],
      { plugins: [logging({ logger, data, taskLogs: 'debug' })] },
    );
    await startWorkflow(name, { card: { number: '4111', holder: 'Ann' }, password: 'hunter2' });
    await told(1);
    const [completed] = await written(records, 'taskCompleted');
    expect(completed).to.deep.include({
      inputData: { given: { card: { number: '[redacted]', holder: 'Ann' }, password: '[redacted]' } },
      outputData: { iban: '[redacted]', receipt: 'R-1' },
    });
    expect(records.find(({ event }) => event === 'taskLogged')).to.include({ msg: 'charging', level: 'debug' });
    const text = JSON.stringify(records);
    for (const secret of ['4111', 'DE02', 'hunter2']) expect(text).to.not.contain(secret);
  });

  it('does not say again and again that the server cannot be reached, and says once that it can be again', async () => {
    const name = await defineTask();
    const { logger, records } = pinoInMemory('info');
    const proxy = await startCuttingProxy(serverUrl(), { request: 1, afterRequest: 0, answer: 0 }, () => 0.5);
    try {
      const client = runners.anotherClient({ serverUrl: proxy.url });
      const { runner } = await runners.start([{ name, execute: () => ({}) }], {
        client,
        plugins: [logging({ logger })],
      });
      let failures = 0;
      runner.on('pollFailed', () => void (failures += 1));
      await until(
        'four failed polls',
        () => Promise.resolve(failures),
        (seen) => seen >= 4,
        20_000,
      );
      // One for each way in which a connection that is cut may look.
      expect(records.filter(({ event }) => event === 'pollFailed')).to.have.length.within(1, 2);
      proxy.heal();
      const [recovered] = await written(records, 'pollCompleted');
      expect(recovered).to.deep.include({ level: 'info', recovered: true, taskType: name, msg: 'polls succeed again' });
      expect(recovered?.failures).to.be.at.least(4);
      await runner.stop();
    } finally {
      await proxy.close();
    }
  });
});
