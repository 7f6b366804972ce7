import { expect } from 'chai';
import { z } from 'zod';

import type { Task, TaskStatus, WorkflowExecutionStatus } from '../../../generated/index.js';
import type { AnyWorker, HandlerReturn, TaskContext, WorkerTask } from '../../../src/index.js';
import {
  canceled,
  completed,
  defineWorker,
  failed,
  failedTerminally,
  inProgress,
  TerminalError,
} from '../../../src/index.js';
import { isCurrentServer } from '../support/server-version.js';
import { useRunners } from '../support/use-runners.js';
import { hasEnded, waitForWorkflow } from '../support/wait-for-workflow.js';
import { attemptsOf, defineTask, logOf, startWorkflow, waitForTask } from '../support/workflows.js';

/** What a handler does, and what the server has of its task afterwards. */
interface Form {
  readonly title: string;
  readonly execute: (task: WorkerTask, context: TaskContext) => unknown;
  /** In place of a plain worker with `execute`. */
  readonly worker?: (name: string) => AnyWorker;
  readonly status: TaskStatus;
  readonly workflow: WorkflowExecutionStatus;
  readonly outputData: Record<string, unknown>;
  readonly reason?: string | RegExp;
  readonly callbackAfterSeconds?: number;
  /** Each matches the line of the log in its place. */
  readonly log?: readonly (string | RegExp)[];
}

const COMPLETED = { status: 'COMPLETED', workflow: 'COMPLETED' } as const;
const FAILED = { status: 'FAILED', workflow: 'FAILED', outputData: {} } as const;
const TERMINAL = { status: 'FAILED_WITH_TERMINAL_ERROR', workflow: 'FAILED', outputData: {} } as const;
/** The stack is where the runner found out. */
const REFUSED = { ...TERMINAL, log: [/^TerminalError: the /] } as const;
const WAITING = { status: 'SCHEDULED', workflow: 'RUNNING' } as const;
/** Older servers refuse the status, and get a failure in its place that says so. */
const CANCELED = isCurrentServer()
  ? ({ status: 'CANCELED', workflow: 'TERMINATED', outputData: {} } as const)
  : TERMINAL;
const canceledFor = (reason: string): string | RegExp =>
  isCurrentServer() ? reason : /^the server refused the result \(.*CANCELED/;

class Invoice {
  readonly total = 3;
  readonly at = new Date(0);
}

const circular: Record<string, unknown> = { name: 'ring' };
circular.self = circular;

const long = 'x'.repeat(499) + 'yz';

const forms: readonly Form[] = [
  // Outputs
  { title: 'an object', execute: () => ({ someKey: 'someValue' }), ...COMPLETED, outputData: { someKey: 'someValue' } },
  { title: 'a promise of an object', execute: () => Promise.resolve({ n: 1 }), ...COMPLETED, outputData: { n: 1 } },
  { title: 'nothing', execute: () => undefined, ...COMPLETED, outputData: {} },
  { title: 'a promise of nothing', execute: () => Promise.resolve(), ...COMPLETED, outputData: {} },
  {
    title: 'an output with every kind of JSON',
    execute: () => ({
      a: [1, 'two', null, { deep: true }],
      'key with ü': '„ß“ 🎉',
      zero: 0,
      no: false,
      nil: null,
      half: 0.5,
    }),
    ...COMPLETED,
    outputData: {
      a: [1, 'two', null, { deep: true }],
      'key with ü': '„ß“ 🎉',
      zero: 0,
      no: false,
      nil: null,
      half: 0.5,
    },
  },
  {
    title: 'an instance of a class',
    execute: () => new Invoice(),
    ...COMPLETED,
    outputData: { total: 3, at: '1970-01-01T00:00:00.000Z' },
  },
  {
    title: 'an output that has a status of its own',
    execute: () => ({ status: 'shipped', parcel: 7 }),
    ...COMPLETED,
    outputData: { status: 'shipped', parcel: 7 },
  },
  {
    title: 'completed() around an output that looks like a result',
    execute: () => completed({ status: 'FAILED', outputData: {} }),
    ...COMPLETED,
    outputData: { status: 'FAILED', outputData: {} },
  },
  // Tuples
  {
    title: "the guide's [:completed (:inputData d)]",
    execute: ({ inputData }) => ['completed', inputData],
    ...COMPLETED,
    outputData: { given: { from: 'the workflow' } },
  },
  { title: "['COMPLETED', output]", execute: () => ['COMPLETED', { n: 2 }], ...COMPLETED, outputData: { n: 2 } },
  { title: "['COMPLETED']", execute: () => ['COMPLETED'], ...COMPLETED, outputData: {} },
  {
    title: "['Failed', output]",
    execute: () => ['Failed', { partial: 1 }],
    ...FAILED,
    outputData: { partial: 1 },
  },
  {
    title: "['in_progress', output]",
    execute: () => ['in_progress', { step: 1 }],
    ...WAITING,
    outputData: { step: 1 },
    callbackAfterSeconds: 60,
  },
  // Task results
  {
    title: 'a result with status and output',
    execute: () => ({ status: 'COMPLETED', outputData: { someKey: 'someValue' } }),
    ...COMPLETED,
    outputData: { someKey: 'someValue' },
  },
  {
    title: 'a FAILED result',
    execute: () => ({ status: 'FAILED', reasonForIncompletion: 'no stock', outputData: { left: 0 } }),
    ...FAILED,
    outputData: { left: 0 },
    reason: 'no stock',
  },
  {
    title: 'a FAILED_WITH_TERMINAL_ERROR result',
    execute: () => ({ status: 'FAILED_WITH_TERMINAL_ERROR', reasonForIncompletion: 'no such customer' }),
    ...TERMINAL,
    reason: 'no such customer',
  },
  {
    title: 'an IN_PROGRESS result with callbackAfterSeconds',
    execute: () => ({ status: 'IN_PROGRESS', outputData: { someKey: 'someValue' }, callbackAfterSeconds: 3_600 }),
    ...WAITING,
    outputData: { someKey: 'someValue' },
    callbackAfterSeconds: 3_600,
  },
  {
    title: 'a CANCELED result',
    execute: () => ({ status: 'CANCELED', reasonForIncompletion: 'the order was withdrawn' }),
    ...CANCELED,
    reason: canceledFor('the order was withdrawn'),
  },
  {
    title: 'a result with logs',
    execute: () => ({ status: 'COMPLETED', logs: ['first line', { log: 'second line' }] }),
    ...COMPLETED,
    outputData: {},
    log: ['first line', 'second line'],
  },
  // The functions that make results
  {
    title: 'failed()',
    execute: () => failed('later perhaps', { outputData: { tried: 1 }, logs: ['tried'] }),
    ...FAILED,
    outputData: { tried: 1 },
    reason: 'later perhaps',
    log: ['tried'],
  },
  { title: 'failedTerminally()', execute: () => failedTerminally('never'), ...TERMINAL, reason: 'never' },
  {
    title: 'inProgress()',
    execute: () => inProgress({ outputData: { step: 1 } }),
    ...WAITING,
    outputData: { step: 1 },
    callbackAfterSeconds: 60,
  },
  {
    title: 'canceled()',
    execute: () => canceled('not wanted any more'),
    ...CANCELED,
    reason: canceledFor('not wanted any more'),
  },
  // Errors
  {
    title: 'an Error that is thrown',
    execute: () => {
      throw new Error('the bank is closed');
    },
    ...FAILED,
    reason: 'the bank is closed',
    log: [/^Error: the bank is closed\n {4}at .*return-forms\.test\.ts/],
  },
  {
    title: 'an Error that is returned',
    execute: () => new Error('the bank is closed'),
    ...FAILED,
    reason: 'the bank is closed',
    log: [/^Error: the bank is closed\n/],
  },
  {
    title: 'an Error with a cause',
    execute: () => Promise.reject(new Error('no payment', { cause: new Error('ECONNREFUSED') })),
    ...FAILED,
    reason: 'no payment',
    log: [/Error: no payment[^]*caused by: Error: ECONNREFUSED/],
  },
  {
    title: 'a TerminalError',
    execute: () => Promise.reject(new TerminalError('no card on file')),
    ...TERMINAL,
    reason: 'no card on file',
    log: [/no card on file/],
  },
  {
    title: 'a text that is thrown',
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what is thrown is the point
    execute: () => Promise.reject('plain text'),
    ...FAILED,
    reason: 'plain text',
  },
  {
    title: 'undefined that is thrown',
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what is thrown is the point
    execute: () => Promise.reject(undefined),
    ...FAILED,
    reason: 'the handler threw undefined',
  },
  {
    title: 'an Error with a very long message',
    execute: () => {
      throw new Error(long);
    },
    ...FAILED,
    reason: long.slice(0, 500),
    log: [new RegExp(`^Error: ${long}\n`)],
  },
  // What means nothing
  { title: 'a text', execute: () => 'done', ...REFUSED, reason: /^the handler returned a string; it may return/ },
  { title: 'a number', execute: () => 42, ...REFUSED, reason: /^the handler returned a number; it may return/ },
  { title: 'null', execute: () => null, ...REFUSED, reason: /^the handler returned null; it may return/ },
  { title: 'a list', execute: () => [1, 2, 3], ...REFUSED, reason: /^the handler returned an array/ },
  {
    title: 'a tuple with an unknown status',
    execute: () => ['DONE', {}],
    ...REFUSED,
    reason: /^the handler returned an array that begins with "DONE".*COMPLETED/,
  },
  { title: 'a Map', execute: () => new Map([['a', 1]]), ...REFUSED, reason: /Map as output/ },
  {
    title: 'a negative callbackAfterSeconds',
    execute: () => inProgress({ callbackAfterSeconds: -1 }),
    ...REFUSED,
    reason: /callbackAfterSeconds -1; it must be a whole number/,
  },
  // What has no JSON
  {
    title: 'a circular output',
    execute: () => circular,
    ...TERMINAL,
    reason: /^the output cannot be sent: .*circular/,
  },
  {
    title: 'an output with a BigInt',
    execute: () => ({ id: 12_345_678_901_234_567_890n }),
    ...TERMINAL,
    reason: /^the output cannot be sent: .*BigInt/,
  },
  // Schemas
  {
    title: 'an input that the schema refuses',
    execute: () => undefined,
    worker: (name) =>
      defineWorker({ name, input: z.object({ given: z.object({ amount: z.number() }) }), execute: () => ({}) }),
    ...REFUSED,
    reason: /given\.amount/,
  },
  {
    title: 'an input that the schema converts',
    execute: () => undefined,
    worker: (name) =>
      defineWorker({
        name,
        input: z.object({ given: z.object({ from: z.string().transform((from) => from.length) }) }),
        execute: ({ inputData }) => ({ length: inputData.given.from }),
      }),
    ...COMPLETED,
    outputData: { length: 12 },
  },
  {
    title: 'an output that the schema refuses',
    execute: () => undefined,
    worker: (name) => {
      const notYet = { total: Number('3.5') };
      return defineWorker({ name, output: z.object({ total: z.number().int() }), execute: () => notYet });
    },
    ...REFUSED,
    reason: /total/,
  },
  // Logs
  {
    title: 'lines logged by the handler',
    execute: (_task, context) => {
      context.log('one');
      context.log('two "quoted" ü');
      return { ok: true };
    },
    ...COMPLETED,
    outputData: { ok: true },
    log: ['one', 'two "quoted" ü'],
  },
  {
    title: 'more lines than fit a result',
    execute: (_task, context) => {
      for (let line = 1; line <= 25; line += 1) context.log(`line ${line}`);
      return { lines: 25 };
    },
    ...COMPLETED,
    outputData: { lines: 25 },
    log: Array.from({ length: 25 }, (_, index) => `line ${index + 1}`),
  },
  // What the handler is told
  {
    title: 'what the context says',
    execute: (task, context) => ({ attempt: context.attempt, own: context.workerId === task.workerId }),
    ...COMPLETED,
    outputData: { attempt: 1, own: true },
  },
];

describe('what a handler returns or throws, in the server’s record of the task', () => {
  const runners = useRunners();
  const calls = new Map<Form, number>();
  const workflowIds = new Map<Form, string>();
  const types = new Map<Form, string>();

  before('run all forms at once', async function () {
    this.timeout(90_000);
    const workers: AnyWorker[] = [];
    for (const form of forms) {
      const name = await defineTask();
      types.set(form, name);
      const worker = form.worker?.(name) ?? {
        name,
        // What does not type-check is among what is tried.
        execute: (task: WorkerTask, context: TaskContext) => form.execute(task, context) as HandlerReturn,
      };
      workers.push({
        ...worker,
        concurrency: 1,
        execute: (task, context) => {
          calls.set(form, (calls.get(form) ?? 0) + 1);
          return worker.execute(task, context);
        },
      });
    }
    await runners.start(workers);
    for (const form of forms)
      workflowIds.set(form, await startWorkflow(types.get(form) ?? '', { from: 'the workflow' }));
  });

  for (const form of forms) {
    it(form.title, async () => {
      const workflowId = workflowIds.get(form) ?? '';
      const isOver = ({ status, pollCount }: Task): boolean =>
        form.status === 'SCHEDULED'
          ? pollCount === 1 && status === 'SCHEDULED'
          : status !== 'SCHEDULED' && status !== 'IN_PROGRESS';
      const task = await waitForTask(workflowId, isOver);

      expect(task.status).to.equal(form.status);
      expect(task.outputData).to.deep.equal(form.outputData);
      if (form.reason instanceof RegExp) expect(task.reasonForIncompletion).to.match(form.reason);
      else expect(task.reasonForIncompletion).to.equal(form.reason);
      if (form.callbackAfterSeconds !== undefined)
        expect(task.callbackAfterSeconds).to.equal(form.callbackAfterSeconds);
      expect(task.workerId).to.be.a('string').and.not.be.empty;
      expect(task.pollCount).to.equal(1);
      expect(calls.get(form)).to.equal(1);

      const log = await logOf(task.taskId);
      expect(log, log.join('\n')).to.have.length(form.log?.length ?? 0);
      for (const [index, line] of (form.log ?? []).entries()) {
        if (typeof line === 'string') expect(log[index]).to.equal(line);
        else expect(log[index]).to.match(line);
      }

      const workflow = await waitForWorkflow(workflowId, ({ status }) => status === form.workflow);
      expect(attemptsOf(workflow)).to.have.length(1);
      if (form.workflow === 'COMPLETED') expect(workflow.output).to.deep.equal(form.outputData);
    });
  }
});

describe('a failed task with attempts left', () => {
  const runners = useRunners();

  it('is executed again, and the record has every attempt', async () => {
    const name = await defineTask({ retryCount: 2 });
    const attempts: number[] = [];
    await runners.start([
      {
        name,
        execute: (_task, { attempt }) => {
          attempts.push(attempt);
          if (attempt < 3) throw new Error(`attempt ${attempt} failed`);
          return { attempt };
        },
      },
    ]);

    const workflow = await waitForWorkflow(await startWorkflow(name), hasEnded);

    expect(workflow.status).to.equal('COMPLETED');
    expect(attempts).to.deep.equal([1, 2, 3]);
    const records = attemptsOf(workflow).map(({ status, retryCount, outputData }) => ({
      status,
      retryCount,
      outputData,
    }));
    expect(records).to.deep.equal([
      { status: 'FAILED', retryCount: 0, outputData: {} },
      { status: 'FAILED', retryCount: 1, outputData: {} },
      { status: 'COMPLETED', retryCount: 2, outputData: { attempt: 3 } },
    ]);
    expect(attemptsOf(workflow)[0]?.reasonForIncompletion).to.equal('attempt 1 failed');
  });

  it('is not executed again after a terminal error', async () => {
    const name = await defineTask({ retryCount: 5 });
    await runners.start([{ name, execute: () => Promise.reject(new TerminalError('no use')) }]);

    const workflow = await waitForWorkflow(await startWorkflow(name), hasEnded);

    expect(workflow.status).to.equal('FAILED');
    expect(attemptsOf(workflow).map(({ status }) => status)).to.deep.equal(['FAILED_WITH_TERMINAL_ERROR']);
  });
});
