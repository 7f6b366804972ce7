import { expect } from 'chai';
import { pino } from 'pino';
import { logging, type Logger, type LoggingOptions } from '../../../plugins/logging/index.js';
import { fiveMethods } from './support/records.js';

const METHODS = 'trace, debug, info, warn, error';

function without(...names: readonly (keyof Logger)[]): unknown {
  return Object.fromEntries(
    Object.entries(fiveMethods().logger).filter(([name]) => !names.some((one) => one === name)),
  );
}

describe('logging() refuses', () => {
  const wrong: readonly (readonly [string, unknown, string])[] = [
    [
      'a logger without a method',
      { logger: without('warn') },
      `logging: logger has no warn; it needs the methods ${METHODS}`,
    ],
    [
      'a logger without several',
      { logger: without('trace', 'error') },
      `logging: logger has no trace, error; it needs the methods ${METHODS}`,
    ],
    [
      'a method that is none',
      { logger: { ...fiveMethods().logger, info: 'yes' } },
      `logging: logger has no info; it needs the methods ${METHODS}`,
    ],
    ['a logger that is none', { logger: {} }, `logging: logger must be an object with ${METHODS}, got an object`],
    ['a text as logger', { logger: 'pino' }, `logging: logger must be an object with ${METHODS}, got "pino"`],
    ['null as logger', { logger: null }, `logging: logger must be an object with ${METHODS}, got null`],
    [
      'pino itself in place of a logger',
      { logger: pino },
      `logging: logger must be an object with ${METHODS}, got a function`,
    ],
    ['an unknown level', { level: 'warning' }, `logging: level must be one of ${METHODS}, got "warning"`],
    [
      'an unknown option',
      { logLevel: 'info' },
      'logging: there is no option logLevel; there are logger, level, repeats, data, taskLogs, requests, traceIds',
    ],
    [
      'a misspelt redact',
      { data: { redacted: [] } },
      'logging: there is no option data.redacted; there are input, output, redact, maxBytes',
    ],
    ['options that are none', 'info', 'logging: options must be an object, got "info"'],
    ['data that is none', { data: true }, 'logging: data must be an object, got true'],
    ['input that is no boolean', { data: { input: 'yes' } }, 'logging: data.input must be true or false, got "yes"'],
    ['output that is no boolean', { data: { output: 1 } }, 'logging: data.output must be true or false, got 1'],
    ['paths that are no list', { data: { redact: 'a.b' } }, 'logging: data.redact must be a list of paths, got "a.b"'],
    [
      'an empty path',
      { data: { redact: [''] } },
      'logging: data.redact must be a list of paths such as "inputData.card.number", got ""',
    ],
    [
      'a path with an empty name',
      { data: { redact: ['a..b'] } },
      'logging: data.redact must be a list of paths such as "inputData.card.number", got "a..b"',
    ],
    [
      'a path of numbers',
      { data: { redact: [[1]] } },
      'logging: data.redact must be a list of paths such as "inputData.card.number", got a list',
    ],
    [
      'too small a size',
      { data: { maxBytes: 99 } },
      'logging: data.maxBytes must be a whole number from 100 to 1000000, got 99',
    ],
    [
      'too large a size',
      { data: { maxBytes: 1e9 } },
      'logging: data.maxBytes must be a whole number from 100 to 1000000, got 1000000000',
    ],
    [
      'a size that is none',
      { data: { maxBytes: NaN } },
      'logging: data.maxBytes must be a whole number from 100 to 1000000, got NaN',
    ],
    ['every 0th', { repeats: { every: 0 } }, 'logging: repeats.every must be a whole number from 1 on, got 0'],
    ['a negative time', { repeats: { everyMs: -1 } }, 'logging: repeats.everyMs must be a number from 0 on, got -1'],
    [
      'a time that is none',
      { repeats: { everyMs: NaN } },
      'logging: repeats.everyMs must be a number from 0 on, got NaN',
    ],
    ['an unknown repeat', { repeats: { nth: 3 } }, 'logging: there is no option repeats.nth; there are every, everyMs'],
    [
      'task logs at no level',
      { taskLogs: 'loud' },
      `logging: taskLogs must be true, false or one of ${METHODS}, got "loud"`,
    ],
    ['requests at no level', { requests: 1 }, `logging: requests must be true, false or one of ${METHODS}, got 1`],
    ['trace ids that are no boolean', { traceIds: 'on' }, 'logging: traceIds must be true or false, got "on"'],
  ];
  for (const [name, options, message] of wrong) {
    it(name, () => {
      let thrown: unknown;
      try {
        logging(options as LoggingOptions);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).to.be.an.instanceOf(Error).with.property('message', message);
      expect(thrown).to.have.property('name').that.is.oneOf(['TypeError', 'RangeError']);
    });
  }
});

describe('logging() takes', () => {
  const loggers: readonly (readonly [string, Logger])[] = [
    ['pino', pino({ level: 'silent' })],
    ['a console', console],
    ['five methods', fiveMethods().logger],
    ['a function with five methods', Object.assign(() => undefined, fiveMethods().logger)],
  ];
  for (const [name, logger] of loggers) {
    it(`${name} as its logger`, () => {
      const plugin = logging({ logger });
      expect(plugin.name).to.equal('logging');
      expect(plugin.logger).to.equal(logger);
    });
  }

  it('all its options', () => {
    expect(() =>
      logging({
        ...{ level: 'debug', taskLogs: 'debug', requests: true, traceIds: false },
        repeats: { every: 1, everyMs: Infinity },
        data: { input: true, output: true, redact: ['a.*', ['b.c', '**']], maxBytes: 100 },
      }),
    ).to.not.throw();
  });

  it('no option, and asks nothing of clients then', () => {
    expect(logging()).to.not.have.property('setupClient');
  });
});

describe('the logger that logging() makes', () => {
  it('is a pino at info, or at the level that is given', () => {
    const plugin = logging();
    expect(plugin.logger).to.include({ level: 'info' });
    expect(plugin.logger).to.equal(plugin.logger);
    expect(logging({ level: 'debug' }).logger).to.include({ level: 'debug' });
  });

  it('is another one for each plugin', () => {
    expect(logging().logger).to.not.equal(logging().logger);
  });
});
