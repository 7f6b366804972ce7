import { expect } from 'chai';
import { composeInterceptors, type Around, type NamedInterceptor } from '../src/interceptor.js';
import { rejectionOf } from './worker/thrown-by.js';

type Call = readonly string[];
type Named = NamedInterceptor<Call, string>;

/** Leaves its mark on the call on the way in and on the result on the way out. */
function marking(plugin: string): Named {
  return { plugin, around: async (call, next) => `${plugin}(${await next([...call, plugin])})` };
}

function named(plugin: string, around: Around<Call, string>): Named {
  return { plugin, around };
}

const core = (call: Call): Promise<string> => Promise.resolve(`core saw ${call.join(',')}`);

describe('interceptors', () => {
  it('are the core itself when there are none', () => {
    expect(composeInterceptors([], core)).to.equal(core);
  });

  it('wrap the core with the first registered outermost', async () => {
    const composed = composeInterceptors([marking('a'), marking('b'), marking('c')], core);
    expect(await composed(['start'])).to.equal('a(b(c(core saw start,a,b,c)))');
  });

  it('may answer without calling next, and the core is not called then', async () => {
    let calls = 0;
    const composed = composeInterceptors(
      [marking('outer'), named('cache', () => Promise.resolve('cached')), marking('inner')],
      (call) => {
        calls += 1;
        return core(call);
      },
    );
    expect(await composed([])).to.equal('outer(cached)');
    expect(calls).to.equal(0);
  });

  it('get the failure of the core through next and may replace it', async () => {
    const composed = composeInterceptors(
      [named('rescue', async (call, next) => next(call).catch((error: unknown) => `rescued from ${String(error)}`))],
      () => Promise.reject(new Error('broken')),
    );
    expect(await composed([])).to.equal('rescued from Error: broken');
  });

  it('pass a failure of the core on unchanged', async () => {
    const failure = new Error('broken');
    const composed = composeInterceptors([marking('a'), marking('b')], () => Promise.reject(failure));
    expect(await rejectionOf(composed([]))).to.equal(failure);
  });

  it('reject instead of throwing when one throws at once', async () => {
    const composed = composeInterceptors(
      [
        named('hasty', () => {
          throw new Error('at once');
        }),
      ],
      core,
    );
    expect(await rejectionOf(composed([])))
      .to.be.an('error')
      .with.property('message', 'at once');
  });

  it('are told with the name of the plugin when they call next a second time, and the core runs once', async () => {
    let calls = 0;
    const composed = composeInterceptors(
      [
        marking('innocent'),
        named('greedy', async (call, next) => {
          await next(call);
          return next(call);
        }),
      ],
      (call) => {
        calls += 1;
        return core(call);
      },
    );
    const error = await rejectionOf(composed([]));
    expect(error).to.be.an('error').with.property('message').that.contains('"greedy" called next() twice');
    expect(calls).to.equal(1);
  });

  it('may call next again in a later call: what counts is once per call', async () => {
    const composed = composeInterceptors([marking('a')], core);
    expect(await composed(['1'])).to.equal('a(core saw 1,a)');
    expect(await composed(['2'])).to.equal('a(core saw 2,a)');
  });

  it('of concurrent calls do not share their count', async () => {
    const composed = composeInterceptors([marking('a')], core);
    expect(await Promise.all([composed(['1']), composed(['2'])])).to.deep.equal(['a(core saw 1,a)', 'a(core saw 2,a)']);
  });
});
