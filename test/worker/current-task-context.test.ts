import { expect } from 'chai';
import { captureContext, getTaskContext, runInTaskContext } from '../../src/worker/current-task-context.js';
import { aContext } from './a-task.js';

describe('getTaskContext', () => {
  it('is undefined outside of a task', () => {
    expect(getTaskContext()).to.equal(undefined);
  });

  it('gives the context of the running task, below calls, after awaits and in timers', async () => {
    const context = aContext();
    const seen = await runInTaskContext(context, async () => {
      const inCall = getTaskContext();
      await Promise.resolve();
      const afterAwait = getTaskContext();
      const inTimer = await new Promise((resolve) => setImmediate(() => resolve(getTaskContext())));
      return [inCall, afterAwait, inTimer];
    });
    expect(seen).to.deep.equal([context, context, context]);
    expect(getTaskContext()).to.equal(undefined);
  });

  it('keeps concurrent tasks apart', async () => {
    const contexts = [aContext(), aContext(), aContext()];
    const seen = await Promise.all(
      contexts.map((context) =>
        runInTaskContext(context, async () => {
          await new Promise((resolve) => setImmediate(resolve));
          return getTaskContext();
        }),
      ),
    );
    seen.forEach((context, index) => expect(context).to.equal(contexts[index]));
  });

  it('passes arguments, result and exceptions through', () => {
    const add = (a: number, b: number) => a + b;
    expect(runInTaskContext(aContext(), add, 2, 3)).to.equal(5);
    const fail = (message: string): never => {
      throw new RangeError(message);
    };
    expect(() => runInTaskContext(aContext(), fail, 'x')).to.throw(RangeError, 'x');
  });
});

describe('captureContext', () => {
  it('brings back the context of the task it was called in, wherever its function is called', () => {
    const context = aContext();
    const inContext = runInTaskContext(context, captureContext);
    expect(getTaskContext()).to.equal(undefined);
    expect(inContext(getTaskContext)).to.equal(context);
    expect(runInTaskContext(aContext(), () => inContext(getTaskContext))).to.equal(context);
  });
});
