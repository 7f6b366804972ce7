import { expect } from 'chai';
import { z } from 'zod';

import {
  completed,
  ConductorConfigError,
  defineWorker,
  getTaskContext,
  inProgress,
  TerminalError,
  type AnyWorker,
} from '../../src/index.js';
import { runWorker } from '../../src/testing/index.js';

describe('a worker that is run alone', () => {
  it('gives what it returns', async () => {
    const worker: AnyWorker = {
      name: 'double',
      execute: ({ inputData }) => ({ doubled: Number(inputData.value) * 2 }),
    };
    expect(await runWorker(worker, { value: 21 })).to.deep.equal({
      status: 'COMPLETED',
      outputData: { doubled: 42 },
      logs: [],
    });
  });

  it('gives a callback, and lines of its result after those of the context', async () => {
    const waiting: AnyWorker = { name: 'wait', execute: () => inProgress({ callbackAfterSeconds: 5 }) };
    expect(await runWorker(waiting, {})).to.include({ status: 'IN_PROGRESS', callbackAfterSeconds: 5 });
    const talking: AnyWorker = {
      name: 'talk',
      execute: (_task, { log }) => {
        log('first');
        return { ...completed(), logs: ['second'] };
      },
    };
    expect((await runWorker(talking, {})).logs).to.deep.equal(['first', 'second']);
  });

  it('has the context, also beneath the handler', async () => {
    const controller = new AbortController();
    const shutdown = new AbortController();
    const worker: AnyWorker = {
      name: 'look',
      execute: async (task, context) => {
        await Promise.resolve();
        return {
          attempts: [task.retryCount, context.attempt],
          isSame: getTaskContext() === context,
          signals: context.signal === controller.signal && context.shutdownSignal === shutdown.signal,
          workflow: task.workflowInstanceId,
        };
      },
    };
    const { outputData } = await runWorker(
      worker,
      {},
      {
        ...{ attempt: 3, signal: controller.signal, shutdownSignal: shutdown.signal },
        task: { workflowInstanceId: 'w17' },
      },
    );
    expect(outputData).to.deep.equal({ attempts: [2, 3], isSame: true, signals: true, workflow: 'w17' });
  });

  it('tells what it failed with, and whether it may be tried again', async () => {
    const error = new Error('the bank did not answer');
    const failing: AnyWorker = { name: 'fail', execute: () => Promise.reject(error) };
    expect(await runWorker(failing, {})).to.deep.include({
      ...{ status: 'FAILED', outputData: {}, reasonForIncompletion: 'the bank did not answer', error },
    });
    const refusing: AnyWorker = {
      name: 'refuse',
      execute: () => {
        throw new TerminalError('nobody may');
      },
    };
    expect(await runWorker(refusing, {})).to.include({
      ...{ status: 'FAILED_WITH_TERMINAL_ERROR', reasonForIncompletion: 'nobody may' },
    });
  });

  it('checks input and output as a runner does', async () => {
    const worker = defineWorker({
      name: 'charge',
      input: z.object({ amount: z.number() }),
      output: z.object({ paid: z.boolean() }),
      execute: ({ inputData }) => ({ paid: inputData.amount > 0 }),
    });
    expect((await runWorker(worker, { amount: 1 })).outputData).to.deep.equal({ paid: true });
    const wrong = await runWorker(worker as AnyWorker, { amount: 'much' });
    expect(wrong.status).to.equal('FAILED_WITH_TERMINAL_ERROR');
    expect(wrong.reasonForIncompletion).to.include('amount');
  });

  it('is refused when it is none, or the attempt makes no sense', async () => {
    const unnamed = { name: '', execute: () => ({}) };
    for (const [run, kind] of [
      [() => runWorker(unnamed, {}), ConductorConfigError],
      [() => runWorker({ ...unnamed, name: 'a' }, {}, { attempt: 0 }), RangeError],
      [() => runWorker({ ...unnamed, name: 'a' }, {}, { attempt: 1.5 }), RangeError],
    ] as const) {
      const error: unknown = await run().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(kind);
    }
  });
});
