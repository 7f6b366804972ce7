import { expect } from 'chai';
import { EventHub } from '../../src/runner/event-hub.js';
import type { RunnerError, WorkerIdentity } from '../../src/runner/events.js';
import { catchProcessWarnings } from './support/process-warnings.js';

const charge: WorkerIdentity = { taskType: 'charge', workerId: 'me' };
const refund: WorkerIdentity = { taskType: 'refund', workerId: 'me' };

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('EventHub', () => {
  let hub: EventHub;
  let caught: ReturnType<typeof catchProcessWarnings>;

  beforeEach(() => {
    hub = new EventHub();
    caught = catchProcessWarnings();
  });
  afterEach(() => caught.restore());

  /** Listens for errors. */
  function errors(): RunnerError[] {
    const heard: RunnerError[] = [];
    hub.on('error', (error) => void heard.push(error));
    return heard;
  }

  describe('on', () => {
    it('calls each listener, synchronously, in order of registration, with the very payload', () => {
      const heard: unknown[] = [];
      hub.on('workerPaused', (event) => void heard.push('first', event));
      hub.on('workerPaused', (event) => void heard.push('second', event));
      hub.emit('workerPaused', charge);
      expect(heard).to.deep.equal(['first', charge, 'second', charge]);
      expect(heard[1]).to.equal(charge);
    });

    it('tells only of the event that was asked for', () => {
      hub.on('workerPaused', () => {
        throw new Error('not this one');
      });
      const heard = errors();
      hub.emit('workerResumed', charge);
      expect(heard).to.deep.equal([]);
    });

    it('gives a function that takes the listener back, once', () => {
      const heard: string[] = [];
      const listener = (event: WorkerIdentity) => void heard.push(event.taskType);
      const unsubscribe = hub.on('workerPaused', listener);
      hub.on('workerPaused', listener);
      unsubscribe();
      unsubscribe();
      hub.emit('workerPaused', charge);
      expect(heard).to.deep.equal(['charge']);
    });

    it('makes has true, and taking back makes it false again', () => {
      expect(hub.has('workerPaused')).to.be.false;
      const unsubscribe = hub.on('workerPaused', () => undefined);
      expect(hub.has('workerPaused')).to.be.true;
      expect(hub.has('workerResumed')).to.be.false;
      unsubscribe();
      expect(hub.has('workerPaused')).to.be.false;
    });

    it('may be called by a listener: the new one hears the next event', () => {
      const heard: string[] = [];
      hub.once('workerPaused', () => void hub.on('workerPaused', ({ taskType }) => void heard.push(taskType)));
      hub.emit('workerPaused', charge);
      hub.emit('workerPaused', refund);
      expect(heard).to.deep.equal(['refund']);
    });
  });

  describe('once', () => {
    it('calls the listener for the first event only', () => {
      const heard: string[] = [];
      hub.once('workerPaused', ({ taskType }) => void heard.push(taskType));
      hub.emit('workerPaused', charge);
      hub.emit('workerPaused', refund);
      expect(heard).to.deep.equal(['charge']);
      expect(hub.has('workerPaused')).to.be.false;
    });

    it('does not hear an event that it causes itself', () => {
      let heard = 0;
      hub.once('workerPaused', () => {
        heard += 1;
        hub.emit('workerPaused', charge);
      });
      hub.emit('workerPaused', charge);
      expect(heard).to.equal(1);
    });

    it('can be taken back before the event, by its function and by off', () => {
      let heard = 0;
      const listener = () => void (heard += 1);
      hub.once('workerPaused', listener)();
      hub.once('workerPaused', listener);
      hub.off('workerPaused', listener);
      hub.emit('workerPaused', charge);
      expect(heard).to.equal(0);
    });

    it('is contained as well', () => {
      const heard = errors();
      hub.once('workerPaused', () => {
        throw new Error('oops');
      });
      hub.emit('workerPaused', charge);
      hub.emit('workerPaused', charge);
      expect(heard.map(({ cause }) => cause)).to.deep.equal(['listener for "workerPaused" failed']);
    });
  });

  describe('off', () => {
    it('takes back one registration at a time, the last one first', () => {
      const heard: string[] = [];
      const listener = ({ taskType }: WorkerIdentity) => void heard.push(taskType);
      hub.once('workerPaused', listener);
      hub.on('workerPaused', listener);
      hub.off('workerPaused', listener);
      hub.emit('workerPaused', charge);
      hub.emit('workerPaused', refund);
      // What is left is the one that listens once.
      expect(heard).to.deep.equal(['charge']);
    });

    it('leaves alone what was never registered, or for another event', () => {
      let heard = 0;
      const listener = () => void (heard += 1);
      hub.on('workerPaused', listener);
      hub.off('workerResumed', listener);
      hub.off('workerPaused', () => undefined);
      hub.emit('workerPaused', charge);
      expect(heard).to.equal(1);
    });

    it('by a listener does not keep others from hearing the event that is being told', () => {
      const heard: string[] = [];
      const second = () => void heard.push('second');
      hub.on('workerPaused', () => hub.off('workerPaused', second));
      hub.on('workerPaused', second);
      hub.on('workerPaused', () => void heard.push('third'));
      hub.emit('workerPaused', charge);
      expect(heard).to.contain('third');
      hub.emit('workerPaused', charge);
      expect(heard.filter((name) => name === 'second')).to.have.length.at.most(1);
    });
  });

  describe('a listener that fails', () => {
    it('becomes one error event, and the others are called', () => {
      const heard = errors();
      const failure = new Error('oops');
      let others = 0;
      hub.on('workerPaused', () => {
        throw failure;
      });
      hub.on('workerPaused', () => void (others += 1));
      hub.emit('workerPaused', charge);
      expect(heard).to.deep.equal([{ error: failure, cause: 'listener for "workerPaused" failed' }]);
      expect(others).to.equal(1);
    });

    it('by rejecting becomes one error event, later', async () => {
      const heard = errors();
      const failure = new Error('oops');
      hub.on('workerPaused', () => Promise.reject(failure));
      hub.emit('workerPaused', charge);
      expect(heard).to.deep.equal([]);
      await nextTurn();
      expect(heard).to.deep.equal([{ error: failure, cause: 'listener for "workerPaused" failed' }]);
    });

    it('by rejecting with a thenable of another library becomes one error event', async () => {
      const heard = errors();
      const foreign: PromiseLike<void> = {
        then: (_resolve, reject) => Promise.resolve(reject?.(new Error('foreign')) as never),
      };
      hub.on('workerPaused', () => foreign as Promise<void>);
      hub.emit('workerPaused', charge);
      await nextTurn();
      expect(heard.map(({ error }) => String(error))).to.deep.equal(['Error: foreign']);
    });

    it('becomes a warning of the process when nobody listens for errors', () => {
      hub.on('workerPaused', () => {
        throw new TypeError('oops');
      });
      hub.emit('workerPaused', charge);
      expect(caught.warnings).to.deep.equal([
        { message: 'listener for "workerPaused" failed: TypeError: oops', code: 'CONDUCTOR_ERROR' },
      ]);
    });

    const oddities: readonly (readonly [string, unknown])[] = [
      ['undefined', undefined],
      ['null', null],
      ['a text', 'just a text'],
      ['an object without a prototype', Object.create(null)],
      [
        'an object that cannot be printed',
        {
          toString: () => {
            throw new Error('no');
          },
        },
      ],
      ['a symbol', Symbol('odd')],
      [
        'an object whose message cannot be read',
        {
          get message() {
            throw new Error('no');
          },
        },
      ],
    ];
    for (const [name, thrown] of oddities) {
      it(`with ${name} breaks nothing either`, () => {
        let others = 0;
        hub.on('workerPaused', () => {
          throw thrown as Error;
        });
        hub.on('workerPaused', () => void (others += 1));
        hub.emit('workerPaused', charge);
        expect(others).to.equal(1);
        expect(caught.warnings.map(({ code }) => code)).to.deep.equal(['CONDUCTOR_ERROR']);
        const heard = errors();
        hub.emit('workerPaused', charge);
        expect(heard.map(({ error }) => error)).to.deep.equal([thrown]);
      });
    }
  });

  describe('an error listener that fails', () => {
    it('becomes a warning, is not told of its own failure, and the others are called', () => {
      let calls = 0;
      hub.on('error', () => {
        calls += 1;
        throw new Error('broken listener');
      });
      const heard = errors();
      hub.reportError(new Error('first'), 'something');
      expect(calls).to.equal(1);
      expect(heard).to.have.length(1);
      expect(caught.warnings).to.deep.equal([
        { message: 'listener for "error" failed: Error: broken listener', code: 'CONDUCTOR_ERROR' },
      ]);
    });

    it('by rejecting becomes a warning as well', async () => {
      hub.on('error', () => Promise.reject(new Error('broken listener')));
      hub.reportError(new Error('first'), 'something');
      await nextTurn();
      expect(caught.warnings.map(({ message }) => message)).to.deep.equal([
        'listener for "error" failed: Error: broken listener',
      ]);
    });
  });

  describe('reportError', () => {
    it('tells the listeners what went wrong and where', () => {
      const heard = errors();
      const error = new Error('oops');
      hub.reportError(error, 'clean-up');
      expect(heard).to.deep.equal([{ error, cause: 'clean-up' }]);
      expect(caught.warnings).to.deep.equal([]);
    });

    it('warns of each error that nobody listens for, with a code', () => {
      hub.reportError(new RangeError('too much'), 'clean-up');
      hub.reportError('text', 'clean-up');
      expect(caught.warnings).to.deep.equal([
        { message: 'clean-up: RangeError: too much', code: 'CONDUCTOR_ERROR' },
        { message: 'clean-up: text', code: 'CONDUCTOR_ERROR' },
      ]);
    });

    it('collects for whoever asked, until that is taken back', () => {
      const list: unknown[] = [];
      const forget = hub.collectErrors(list);
      hub.reportError(1, 'a');
      forget();
      hub.reportError(2, 'a');
      expect(list).to.deep.equal([1]);
    });
  });

  describe('warn', () => {
    it('has a code for each event that must not pass unheard', () => {
      hub.warn('error', 'a');
      hub.warn('workerMisconfigured', 'b');
      hub.warn('pollFailed', 'c');
      expect(caught.warnings).to.deep.equal([
        { message: 'a', code: 'CONDUCTOR_ERROR' },
        { message: 'b', code: 'CONDUCTOR_WORKER_MISCONFIGURED' },
        { message: 'c', code: 'CONDUCTOR_POLL_FAILED' },
      ]);
    });
  });
});
