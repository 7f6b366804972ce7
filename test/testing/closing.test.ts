import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { expect } from 'chai';

import { type WorkflowDef } from '../../src/index.js';
import { createTestConductor, type TestConductor } from '../../src/testing/index.js';

const CLOSED = 'the conductor was closed';
const HUMAN: WorkflowDef = {
  name: 'approval',
  version: 1,
  tasks: [{ name: 'approve', taskReferenceName: 'approve', type: 'HUMAN' }],
};
const CHARGE: WorkflowDef = {
  name: 'order',
  version: 1,
  tasks: [{ name: 'charge', taskReferenceName: 'charge', type: 'SIMPLE' }],
};

async function failure(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
  throw new Error('it did not fail');
}

/** How long that took, in milliseconds. */
async function timed(run: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await run();
  return performance.now() - before;
}

describe('closing a conductor', () => {
  let conductor: TestConductor;
  beforeEach(async () => {
    conductor = await createTestConductor();
  });
  afterEach(() => conductor.close());

  /** A workflow whose worker never ends. */
  const startEndless = async (onAbort: () => void = () => undefined): Promise<void> => {
    let isTaken = (): void => undefined;
    const taken = new Promise<void>((resolve) => (isTaken = resolve));
    await conductor.startWorkers([
      {
        name: 'charge',
        execute: (_task, { signal }) => {
          signal.addEventListener('abort', onAbort);
          isTaken();
          return new Promise(() => undefined);
        },
      },
    ]);
    conductor.start(CHARGE);
    await taken;
  };

  it('ends waits at once, before it waits for handlers', async () => {
    await startEndless();
    const workflowId = conductor.start(HUMAN);
    const waits = [conductor.waitFor(workflowId), conductor.run(HUMAN)];
    let isClosed = false;
    const closing = conductor.close().then(() => (isClosed = true));
    for (const wait of waits) expect(await failure(() => wait)).to.equal(CLOSED);
    expect(isClosed).to.equal(false);
    await closing;
  });

  it('aborts handlers, and does not wait long for one that never ends', async () => {
    let isAborted = false;
    await startEndless(() => (isAborted = true));
    // A second altogether, by its documentation; a busy machine takes longer.
    expect(await timed(() => conductor.close())).to.be.within(600, 1_900);
    expect(isAborted).to.equal(true);
  });

  it('gives handlers the time that is asked for', async () => {
    await startEndless();
    expect(await timed(() => conductor.close({ drainMs: 10, abortMs: 10, flushMs: 10 }))).to.be.below(500);
  });

  it('does not wait long for results that the conductor never takes', async () => {
    const fault = conductor.fault({ on: 'update', do: 'serverError', times: Number.POSITIVE_INFINITY });
    await conductor.startWorkers([{ name: 'charge', execute: () => ({}) }]);
    conductor.start(CHARGE);
    while (fault.count === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await timed(() => conductor.close())).to.be.below(1_500);
  });

  it('ends whoever moves the clock', async () => {
    await startEndless();
    const moving = [failure(() => conductor.runUntilIdle()), failure(() => conductor.advance(1_000))];
    await conductor.close({ drainMs: 0, abortMs: 0 });
    expect(await moving[0]).to.equal(CLOSED);
    await moving[1];
  });

  it('stops workers and doors that are still about to start', async () => {
    const starting = failure(() => conductor.startWorkers([{ name: 'charge', execute: () => ({}) }]));
    const listening = failure(() => conductor.listen());
    await conductor.close();
    expect([await starting, await listening]).to.deep.equal([CLOSED, CLOSED]);
  });

  it('leaves a conductor that does nothing any more but close', async () => {
    const workflowId = conductor.start(HUMAN);
    await conductor.close();
    for (const use of [
      () => conductor.run(HUMAN),
      () => conductor.start(HUMAN),
      () => conductor.define(HUMAN),
      () => conductor.waitFor(workflowId),
      () => conductor.workflow(workflowId),
      () => conductor.timeline(workflowId),
      () => conductor.advance(1),
      () => conductor.runUntilIdle(),
      () => conductor.startWorkers([{ name: 'charge', execute: () => ({}) }]),
      () => conductor.fault({ on: 'any', do: 'loseRequest' }),
      () => conductor.listen(),
    ]) {
      expect(await failure(use)).to.equal(CLOSED);
    }
    await conductor.close();
  });

  it('keeps no process running because of a runner that nobody has stopped', async () => {
    const program = `
      import { TaskRunner } from './src/index.ts';
      import { createTestConductor } from './src/testing/index.ts';
      const conductor = await createTestConductor();
      const runner = new TaskRunner({ client: conductor.client, workers: [{ name: 'charge', execute: () => ({}) }] });
      await runner.start();
      await conductor.close();
      console.log('closed');
    `;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', program],
      { timeout: 10_000 },
    );
    expect(stdout).to.equal('closed\n');
  });
});
