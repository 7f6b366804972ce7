import { expect } from 'chai';
import { ConductorConnectionError } from '../../../src/index.js';
import { errorText } from '../../../plugins/dashboard/error-text.js';

describe('the text of an error event', () => {
  const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });
  const portTaken = Object.assign(new Error('listen EADDRINUSE: address already in use 127.0.0.1:8081'), {
    ...{ code: 'EADDRINUSE', syscall: 'listen' },
  });

  it('tells no more than the kind of what may quote a task', () => {
    expect(errorText(new TypeError('no card 4111'), false)).to.equal(
      'TypeError (what it says may quote a task: see showData)',
    );
    expect(errorText('no card 4111', false)).to.equal('a string was thrown');
    expect(errorText(named('card 4111', ''), false)).to.match(/^Error \(/);
    expect(errorText(Object.assign(new Error('card 4111'), { code: 'E_CARD' }), false)).to.not.include('4111');
  });

  it('tells what system errors and connections say', () => {
    expect(errorText(portTaken, false)).to.include('listen EADDRINUSE');
    const lost = new ConductorConnectionError('POST /tasks: the connection was lost', {
      ...{ route: '/tasks', mayHaveArrived: true },
    });
    expect(errorText(lost, false)).to.include('the connection was lost');
  });

  it('tells everything when data may be shown, cut', () => {
    expect(errorText(new TypeError('no card 4111'), true)).to.equal('TypeError: no card 4111');
    expect(errorText('no card 4111', true)).to.equal('no card 4111');
    expect(errorText(new Error('x'.repeat(1_000)), true).length).to.be.below(400);
  });

  it('does not fail on an error that cannot be read', () => {
    const broken = new Error('x');
    Object.defineProperty(broken, 'name', {
      get: () => {
        throw new Error('no');
      },
    });
    expect(errorText(broken, false)).to.match(/^Error \(/);
    const silent = new Proxy(new Error('x'), {
      get: () => {
        throw new Error('no');
      },
    });
    expect(errorText(silent, true)).to.be.a('string');
  });
});
