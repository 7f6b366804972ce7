import { expect } from 'chai';
import { composeInterceptors, type Around } from '../../src/interceptor.js';
import { contain } from '../../src/runner/contain.js';
import { rejectionOf } from '../worker/thrown-by.js';

interface Contained {
  readonly call: (text: string) => Promise<string>;
  readonly calls: string[];
  readonly mistakes: string[];
}

function contained(around: Around<string, string>, core = (text: string) => Promise.resolve(`did ${text}`)): Contained {
  const calls: string[] = [];
  const mistakes: string[] = [];
  const interceptor = contain({ plugin: 'p', around }, 'aroundTask', (error, cause) => {
    mistakes.push(`${cause}: ${error instanceof Error ? error.message : String(error)}`);
  });
  const call = composeInterceptors([interceptor], (text: string) => {
    calls.push(text);
    return core(text);
  });
  return { call, calls, mistakes };
}

describe('a contained interceptor', () => {
  it('may change call and result', async () => {
    const { call, calls, mistakes } = contained(async (text, next) => `${await next(`${text}!`)}?`);
    expect(await call('it')).to.equal('did it!?');
    expect([calls, mistakes]).to.deep.equal([['it!'], []]);
  });

  it('that throws before next does not keep the call from happening', async () => {
    const { call, calls, mistakes } = contained(() => {
      throw new Error('oops');
    });
    expect(await call('it')).to.equal('did it');
    expect(calls).to.deep.equal(['it']);
    expect(mistakes).to.deep.equal(['aroundTask of plugin "p" failed: oops']);
  });

  it('that throws after next does not take the result away, and the call happens once', async () => {
    const { call, calls, mistakes } = contained(async (text, next) => {
      await next(text);
      throw new Error('oops');
    });
    expect(await call('it')).to.equal('did it');
    expect(calls).to.deep.equal(['it']);
    expect(mistakes).to.deep.equal(['aroundTask of plugin "p" failed: oops']);
  });

  it('that throws while the call is under way waits for its result', async () => {
    let finish: (text: string) => void = () => undefined;
    const { call, mistakes } = contained(
      (text, next) => {
        void next(text);
        throw new Error('oops');
      },
      () => new Promise((resolve) => (finish = resolve)),
    );
    const result = call('it');
    await new Promise((resolve) => setImmediate(resolve));
    finish('late');
    expect(await result).to.equal('late');
    expect(mistakes).to.have.length(1);
  });

  it('that answers without next has its answer ignored', async () => {
    const { call, calls, mistakes } = contained(() => Promise.resolve('mine'));
    expect(await call('it')).to.equal('did it');
    expect(calls).to.deep.equal(['it']);
    expect(mistakes).to.deep.equal([
      'aroundTask of plugin "p" answered without calling next: aroundTask must call next',
    ]);
  });

  it('that calls next twice is told so, and the call happens once', async () => {
    const { call, calls, mistakes } = contained(async (text, next) => {
      await next(text);
      return next(text);
    });
    expect(await call('it')).to.equal('did it');
    expect(calls).to.deep.equal(['it']);
    expect(mistakes).to.have.length(1);
    expect(mistakes[0]).to.contain('"p" called next() twice');
  });

  it('lets a failure of the call itself through, without a mistake of its own', async () => {
    const failure = new Error('the call failed');
    const { call, mistakes } = contained(
      (text, next) => next(text),
      () => Promise.reject(failure),
    );
    expect(await rejectionOf(call('it'))).to.equal(failure);
    expect(mistakes).to.deep.equal([]);
  });

  it('that replaces the failure by another one is told so, and the failure counts', async () => {
    const failure = new Error('the call failed');
    const { call, mistakes } = contained(
      async (text, next) => {
        try {
          return await next(text);
        } catch {
          throw new Error('mine');
        }
      },
      () => Promise.reject(failure),
    );
    expect(await rejectionOf(call('it'))).to.equal(failure);
    expect(mistakes).to.deep.equal(['aroundTask of plugin "p" failed: mine']);
  });
});
