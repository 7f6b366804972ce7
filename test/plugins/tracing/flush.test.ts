import { expect } from 'chai';

import { flush } from '../../../plugins/tracing/flush.js';

const getTracer = (): never => {
  throw new Error('not asked for');
};

describe('flush', () => {
  it('has nothing to do where the provider cannot', async () => {
    await flush({ getTracer }, 10);
  });

  it('fails with what the exporter fails with', async () => {
    const failing = flush({ getTracer, forceFlush: () => Promise.reject(new Error('collector is gone')) }, 1_000);
    expect(String(await failing.catch((error: unknown) => error))).to.equal('Error: collector is gone');
  });

  it('does not wait for an exporter that hangs', async () => {
    const hanging = flush({ getTracer, forceFlush: () => new Promise(() => undefined) }, 10);
    expect(String(await hanging.catch((error: unknown) => error))).to.match(
      /has not ended within 10 ms; its spans may/,
    );
  });
});
