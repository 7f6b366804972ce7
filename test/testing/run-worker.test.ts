import { expect } from 'chai';
import { z } from 'zod';

import {
  completed,
  ConductorConfigError,
  defineWorker,
  getTaskContext,
  inProgress,
  TaskAbortedError,
  TerminalError,
  type AnyWorker,
} from '../../src/index.js';
import { runWorker, type RunWorkerOptions } from '../../src/testing/index.js';

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

  it('gets its input as JSON, which its schema makes more of', async () => {
    const plain: AnyWorker = { name: 'look', execute: ({ inputData }) => ({ type: typeof inputData.at }) };
    expect((await runWorker(plain, { at: new Date(0) })).outputData).to.deep.equal({ type: 'string' });
    const dated = defineWorker({
      name: 'dated',
      input: z.object({ at: z.coerce.date() }),
      execute: ({ inputData }) => ({ year: inputData.at.getUTCFullYear() }),
    });
    expect((await runWorker(dated, { at: new Date(0) })).outputData).to.deep.equal({ year: 1970 });
  });

  it('gives its output as it would arrive', async () => {
    const worker: AnyWorker = {
      name: 'give',
      execute: () => ({ at: new Date(0), none: undefined, nan: Number.NaN, call: () => 1, half: 0.5 }),
    };
    const { status, outputData } = await runWorker(worker, {});
    expect(status).to.equal('COMPLETED');
    expect(outputData).to.deep.equal({ at: '1970-01-01T00:00:00.000Z', nan: null, half: 0.5 });
  });

  it('fails where a runner could not report its output', async () => {
    const ring: Record<string, unknown> = {};
    ring.self = ring;
    for (const [output, why] of [
      [{ total: 1n }, 'BigInt'],
      [ring, 'circular'],
      [{ text: 'x'.repeat(10_485_761) }, 'the server takes 10485760 at the most'],
    ] as const) {
      const run = await runWorker({ name: 'give', execute: () => output }, {});
      expect(run).to.deep.include({ status: 'FAILED_WITH_TERMINAL_ERROR', outputData: {} });
      expect(run.reasonForIncompletion).to.include('the output cannot be sent: ').and.to.include(why);
      expect(run.error).to.be.instanceOf(TerminalError).with.property('message', run.reasonForIncompletion);
    }
  });

  it('keeps the output of its task, and the shortest time until its callback, as a runner reports them', async () => {
    const worker: AnyWorker = { name: 'wait', execute: () => inProgress({ callbackAfterSeconds: 0 }) };
    const run = await runWorker(worker, {}, { task: { outputData: { page: 3 } } });
    expect(run).to.deep.include({ status: 'IN_PROGRESS', outputData: { page: 3 }, callbackAfterSeconds: 2 });
  });

  it('fails when it takes longer than it may', async () => {
    let late: (line: string) => void = () => undefined;
    const worker: AnyWorker = {
      name: 'slow',
      timeoutMs: 20,
      execute: (_task, { signal, log }) => {
        log('begun');
        late = log;
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        });
      },
    };
    const other = new AbortController();
    const run = await runWorker(worker, {}, { signal: other.signal });
    expect(run).to.deep.include({ status: 'FAILED', outputData: {}, logs: ['begun'] });
    expect(run.reasonForIncompletion).to.equal('the handler has not ended within 20 ms (timeoutMs)');
    late('too late');
    expect(run.logs).to.deep.equal(['begun']);
  });

  it('is told of the end of its time, and of the signal that it was given', async () => {
    const causes: unknown[] = [];
    const worker: AnyWorker = {
      name: 'slow',
      timeoutMs: 10_000,
      execute: (_task, { signal }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            causes.push(signal.reason);
            resolve({});
          });
        }),
    };
    const other = new AbortController();
    const enough = new Error('enough');
    const run = runWorker(worker, {}, { signal: other.signal });
    other.abort(enough);
    expect((await run).status).to.equal('COMPLETED');
    const limited = await runWorker({ ...worker, timeoutMs: 5 }, {});
    expect(limited.status).to.equal('FAILED');
    expect(causes[0]).to.equal(enough);
    expect(causes[1]).to.be.instanceOf(TaskAbortedError).with.property('abortCause', 'timeout');
  });

  it('is of the attempt that its task says', async () => {
    const worker: AnyWorker = {
      name: 'look',
      execute: ({ retryCount }, { attempt }) => ({ seen: [retryCount, attempt] }),
    };
    for (const [options, seen] of [
      [{ task: { retryCount: 5 } }, [5, 6]],
      [{ attempt: 6, task: { retryCount: 5 } }, [5, 6]],
      [{ attempt: 3, task: {} }, [2, 3]],
    ] as const) {
      expect((await runWorker(worker, {}, options)).outputData).to.deep.equal({ seen });
    }
  });

  const unnamed = { name: '', execute: () => ({}) };
  const named = { ...unnamed, name: 'a' };
  for (const [what, run, kind, message] of [
    ['it has no name', () => runWorker(unnamed, {}), ConductorConfigError, 'name'],
    ['it is none', () => runWorker(undefined as never, {}), ConductorConfigError, 'workers[0] is undefined'],
    ['it has no input', () => runWorker(named, undefined as never), TypeError, 'inputData must be an object'],
    ['its input has no JSON', () => runWorker(named, { total: 1n }), TypeError, 'inputData.total is a BigInt'],
    ['its attempt is none', () => runWorker(named, {}, { attempt: 0 }), TypeError, 'from 1 on, got 0'],
    ['its attempt is no whole number', () => runWorker(named, {}, { attempt: 1.5 }), TypeError, 'from 1 on, got 1.5'],
    [
      'its attempt is not that of its task',
      () => runWorker(named, {}, { attempt: 1, task: { retryCount: 5 } }),
      TypeError,
      'attempt 1 and a task with retryCount 5 contradict each other',
    ],
    [
      'an option is misspelt',
      () => runWorker(named, {}, { attemps: 5 } as RunWorkerOptions),
      TypeError,
      'runWorker: there is no option attemps; there are attempt, signal, shutdownSignal, task',
    ],
    [
      'its signal is none',
      () => runWorker(named, {}, { signal: 5 as never }),
      TypeError,
      'runWorker: signal must be an AbortSignal, got 5',
    ],
  ] as const) {
    it(`is refused when ${what}`, async () => {
      const error: unknown = await run().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(kind).with.property('message').that.includes(message);
    });
  }
});
