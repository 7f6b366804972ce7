import { expect } from 'chai';
import { ConductorConfigError } from '../../src/client/errors/conductor-config-error.js';
import { resolveWorkers } from '../../src/worker/resolve-workers.js';
import type { ResolvedWorker } from '../../src/worker/resolved-worker.js';
import { settingRules, settingVariables } from '../../src/worker/setting-rules.js';
import { TerminalError } from '../../src/worker/terminal-error.js';
import type { AnyWorker, Worker } from '../../src/worker/worker.js';
import type { Environment } from '../../src/worker/worker-environment.js';
import { aContext, aTask } from './a-task.js';
import { rejectionOf, thrownBy } from './thrown-by.js';

const execute = () => ({});
const ids = { processName: 'host-1', random: () => 0.5 };

function resolve(workers: readonly AnyWorker[], environment: Environment = {}): ResolvedWorker[] {
  return resolveWorkers(workers, environment, ids);
}

function resolveOne(worker: AnyWorker, environment: Environment = {}): ResolvedWorker {
  return resolve([worker], environment)[0]!;
}

function refusal(run: () => unknown): ConductorConfigError {
  const error = thrownBy(run);
  expect(error).to.be.instanceOf(ConductorConfigError);
  return error as ConductorConfigError;
}

/** A worker as a caller without types may write it. */
const untyped = (worker: unknown): AnyWorker => worker as AnyWorker;

describe('resolveWorkers', () => {
  describe('settings', () => {
    it('have defaults', () => {
      expect(resolveOne({ name: 'charge', execute })).to.deep.include({
        name: 'charge',
        domain: undefined,
        concurrency: 10,
        timeoutMs: 86_400_000,
        leaseExtension: true,
        longPollMs: 1_000,
        maxBatch: Infinity,
        workerId: 'host-1-i0000000',
        paused: false,
        registerTaskDef: false,
        taskDef: undefined,
      });
    });

    it('come from the code', () => {
      const settings = {
        domain: 'eu',
        concurrency: 3,
        timeoutMs: 5_000,
        leaseExtension: false,
        longPollMs: 0,
        maxBatch: 2,
        workerId: 'me',
        paused: true,
        registerTaskDef: 'ifMissing',
        taskDef: { retryCount: 1 },
      } as const;
      expect(resolveOne({ name: 'charge', execute, ...settings })).to.deep.include(settings);
    });

    it('come from the environment before the code', () => {
      const worker: Worker = {
        name: 'charge',
        execute,
        concurrency: 1,
        paused: true,
        domain: 'eu',
        registerTaskDef: false,
      };
      expect(
        resolveOne(worker, {
          CONDUCTOR_WORKER_CHARGE_DOMAIN: 'us',
          CONDUCTOR_WORKER_CHARGE_CONCURRENCY: '7',
          CONDUCTOR_WORKER_CHARGE_TIMEOUT_MS: '2000',
          CONDUCTOR_WORKER_CHARGE_LEASE_EXTENSION: 'FALSE',
          CONDUCTOR_WORKER_CHARGE_LONG_POLL_MS: '5000',
          CONDUCTOR_WORKER_CHARGE_MAX_BATCH: '4',
          CONDUCTOR_WORKER_CHARGE_WORKER_ID: 'pod-3',
          CONDUCTOR_WORKER_CHARGE_PAUSED: 'false',
          CONDUCTOR_WORKER_CHARGE_REGISTER_TASK_DEF: 'overwrite',
        }),
      ).to.deep.include({
        domain: 'us',
        concurrency: 7,
        timeoutMs: 2_000,
        leaseExtension: false,
        longPollMs: 5_000,
        maxBatch: 4,
        workerId: 'pod-3',
        paused: false,
        registerTaskDef: 'overwrite',
      });
    });

    it('of one worker come before those of all, and those before the code', () => {
      const workers: AnyWorker[] = [
        { name: 'a', execute, concurrency: 1 },
        { name: 'b', execute, concurrency: 2, longPollMs: 10 },
      ];
      const resolved = resolve(workers, {
        CONDUCTOR_WORKER_ALL_CONCURRENCY: '50',
        CONDUCTOR_WORKER_B_CONCURRENCY: '60',
      });
      expect(resolved.map(({ concurrency, longPollMs }) => [concurrency, longPollMs])).to.deep.equal([
        [50, 1_000],
        [60, 10],
      ]);
    });

    it('of a worker called all are those of all', () => {
      const workers: AnyWorker[] = [
        { name: 'all', execute },
        { name: 'b', execute },
      ];
      const resolved = resolve(workers, { CONDUCTOR_WORKER_ALL_CONCURRENCY: '3' });
      expect(resolved.map(({ concurrency }) => concurrency)).to.deep.equal([3, 3]);
    });

    it('find a worker by its task type in upper case, everything but letters and digits as _', () => {
      expect(
        resolveOne({ name: 'charge-card.v2 Ä', execute }, { CONDUCTOR_WORKER_CHARGE_CARD_V2___CONCURRENCY: '4' })
          .concurrency,
      ).to.equal(4);
    });

    it('include an id of its own for each worker', () => {
      const [a, b] = resolveWorkers(
        [
          { name: 'a', execute },
          { name: 'b', execute },
        ],
        {},
      );
      expect(a!.workerId).to.match(/^.+-\d+-[0-9a-z]{8}$/);
      expect(a!.workerId).not.to.equal(b!.workerId);
    });

    it('have variables of which none ends like another one, so that each can be read in one way only', () => {
      for (const one of settingVariables)
        for (const other of settingVariables)
          if (one !== other) expect(one.endsWith(`_${other}`), `${one} ends with ${other}`).to.equal(false);
    });
  });

  describe('workers of one task type in several domains', () => {
    const workers: AnyWorker[] = [
      { name: 'a', execute },
      { name: 'a', domain: 'eu', execute },
      { name: 'a', domain: 'us', execute },
    ];

    it('are allowed and share their variables', () => {
      const resolved = resolve(workers, { CONDUCTOR_WORKER_A_CONCURRENCY: '2' });
      expect(resolved.map(({ domain, concurrency }) => [domain, concurrency])).to.deep.equal([
        [undefined, 2],
        ['eu', 2],
        ['us', 2],
      ]);
    });

    it('must not be put into one domain by a variable', () => {
      for (const variable of ['CONDUCTOR_WORKER_A_DOMAIN', 'CONDUCTOR_WORKER_ALL_DOMAIN']) {
        const error = refusal(() => resolve(workers, { [variable]: 'test' }));
        expect(error.field).to.equal(variable);
        expect(error.message).to.contain(`${variable} puts two workers "a" in domain "test"`);
      }
    });

    it('must differ in their domains', () => {
      const error = refusal(() =>
        resolve([
          { name: 'a', execute },
          { name: 'b', execute },
          { name: 'a', execute },
        ]),
      );
      expect(error.message).to.contain('two workers are called "a" without a domain');
      const sameDomain = { name: 'a', domain: 'eu', execute };
      expect(refusal(() => resolve([sameDomain, { ...sameDomain }])).message).to.contain('"a" in domain "eu"');
    });
  });

  it('refuses two task types whose variables could not be told apart', () => {
    const error = refusal(() =>
      resolve([
        { name: 'a-b', execute },
        { name: 'a_B', execute },
      ]),
    );
    expect(error.message).to.contain('"a-b" and "a_B"').and.to.contain('CONDUCTOR_WORKER_A_B_');
  });

  describe('variables', () => {
    const a: AnyWorker = { name: 'a', execute };

    const bad: [setting: string, text: string, expected: string][] = [
      ['CONCURRENCY', '0', 'whole number, 1 or more'],
      ['CONCURRENCY', '-1', 'whole number, 1 or more'],
      ['CONCURRENCY', '1.5', 'whole number, 1 or more'],
      ['CONCURRENCY', '1e3', 'whole number, 1 or more'],
      ['CONCURRENCY', ' 5', 'whole number, 1 or more'],
      ['CONCURRENCY', 'ten', 'whole number, 1 or more'],
      ['CONCURRENCY', '99999999999999999999', 'whole number, 1 or more'],
      ['TIMEOUT_MS', '0', 'milliseconds, 1 or more'],
      ['LONG_POLL_MS', '5001', '0 to 5000'],
      ['MAX_BATCH', '0', 'whole number, 1 or more'],
      ['MAX_BATCH', 'Infinity', 'whole number, 1 or more'],
      ['LEASE_EXTENSION', 'yes', 'true or false'],
      ['PAUSED', '1', 'true or false'],
      ['PAUSED', 'constructor', 'true or false'],
      ['REGISTER_TASK_DEF', 'true', "false, 'ifMissing' or 'overwrite'"],
      ['DOMAIN', 'eu,us', 'one domain'],
      ['WORKER_ID', '  ', 'not empty'],
    ];
    for (const [setting, text, expected] of bad) {
      it(`of a bad value are refused: ${setting}=${JSON.stringify(text)}`, () => {
        for (const variable of [`CONDUCTOR_WORKER_A_${setting}`, `CONDUCTOR_WORKER_ALL_${setting}`]) {
          const error = refusal(() => resolve([a], { [variable]: text }));
          expect(error.field).to.equal(variable);
          expect(error.message)
            .to.contain(`${variable} is ${JSON.stringify(text)}; it must be`)
            .and.to.contain(expected);
        }
      });
    }

    it('that are empty are refused, each of them', () => {
      for (const setting of settingVariables) {
        const variable = `CONDUCTOR_WORKER_A_${setting}`;
        const error = refusal(() => resolve([a], { [variable]: '' }));
        expect(error.message).to.contain(`${variable} is empty`).and.to.contain('not be set at all');
      }
    });

    it('of a bad value are refused even if another one overrides them', () => {
      const environment = { CONDUCTOR_WORKER_ALL_CONCURRENCY: 'x', CONDUCTOR_WORKER_A_CONCURRENCY: '5' };
      expect(refusal(() => resolve([a], environment)).field).to.equal('CONDUCTOR_WORKER_ALL_CONCURRENCY');
    });

    it('with a misspelt setting are refused, naming those that exist', () => {
      for (const variable of ['CONDUCTOR_WORKER_A_CONCURENCY', 'CONDUCTOR_WORKER_ALL_TIMEOUT', 'CONDUCTOR_WORKER_A']) {
        const error = refusal(() => resolve([a], { [variable]: '5' }));
        expect(error.field).to.equal(variable);
        expect(error.message).to.contain('CONCURRENCY').and.to.contain('REGISTER_TASK_DEF');
      }
    });

    it('of a longer task type are not taken for a misspelt setting of a shorter one', () => {
      const [short, long] = resolve([a, { name: 'a_b', execute }], { CONDUCTOR_WORKER_A_B_CONCURRENCY: '5' });
      expect([short!.concurrency, long!.concurrency]).to.deep.equal([10, 5]);
    });

    it('of workers elsewhere are ignored: processes share environments', () => {
      const environment = {
        CONDUCTOR_WORKER_A_B_CONCURRENCY: 'not a number',
        CONDUCTOR_WORKER_ALL_ORDERS_PAUSED: '',
        CONDUCTOR_WORKER_OTHER_CONCURRENCY: '5',
        CONDUCTOR_WORKER_OTHER_NONSENSE: '5',
        CONDUCTOR_SERVER_URL: 'http://localhost:8080/api',
        CONDUCTOR_WORKER_A_GONE: undefined,
      };
      expect(resolveOne(a, environment).concurrency).to.equal(10);
    });
  });

  describe('settings in the code', () => {
    const bad: [field: string, value: unknown, text: string][] = [
      ['concurrency', 0, '0'],
      ['concurrency', 2.5, '2.5'],
      ['concurrency', NaN, 'NaN'],
      ['concurrency', Infinity, 'Infinity'],
      ['concurrency', '10', '"10"'],
      ['timeoutMs', NaN, 'NaN'],
      ['timeoutMs', -1, '-1'],
      ['timeoutMs', Infinity, 'Infinity'],
      ['longPollMs', -1, '-1'],
      ['longPollMs', 5_001, '5001'],
      ['longPollMs', 0.5, '0.5'],
      ['maxBatch', 0, '0'],
      ['leaseExtension', 'yes', '"yes"'],
      ['paused', 0, '0'],
      ['domain', '', '""'],
      ['domain', null, 'null'],
      ['workerId', '', '""'],
      ['registerTaskDef', true, 'true'],
      ['registerTaskDef', 'always', '"always"'],
    ];
    for (const [field, value, text] of bad) {
      it(`are refused: ${field} ${text}`, () => {
        const error = refusal(() => resolveOne(untyped({ name: 'a', execute, [field]: value })));
        expect(error.field).to.equal(field);
        expect(error.message).to.contain(`worker "a": ${field} is ${text}; it must be `);
      });
    }

    it('are refused even if the environment overrides them', () => {
      const worker = untyped({ name: 'a', execute, concurrency: 0 });
      expect(refusal(() => resolveOne(worker, { CONDUCTOR_WORKER_A_CONCURRENCY: '5' })).field).to.equal('concurrency');
    });

    it('may be undefined, and maxBatch Infinity', () => {
      expect(resolveOne({ name: 'a', execute, domain: undefined, maxBatch: Infinity })).to.include({
        maxBatch: Infinity,
      });
    });

    it('that are misspelt are refused, naming those that exist', () => {
      const error = refusal(() => resolveOne(untyped({ name: 'a', execute, concurency: 5 })));
      expect(error.message).to.contain('"a": concurency is no setting');
      for (const field of Object.keys(settingRules)) expect(error.message).to.contain(field);
    });
  });

  describe('the worker itself', () => {
    const bad: [what: string, worker: unknown, message: string][] = [
      ['no object', 'charge', 'workers[0] is a string'],
      ['null', null, 'workers[0] is null'],
      ['an array', [], 'workers[0] is an array'],
      ['no name', { execute }, 'workers[0].name is undefined'],
      ['an empty name', { name: '', execute }, 'workers[0].name is "", which is empty'],
      ['a blank name', { name: '  ', execute }, 'workers[0].name is "  ", which is empty'],
      ['a name with a slash', { name: 'a/b', execute }, 'workers[0].name is "a/b", which contains a slash'],
      ['a name with a backslash', { name: 'a\\b', execute }, 'workers[0].name is "a\\\\b", which contains a slash'],
      ['a name of dots', { name: '..', execute }, 'workers[0].name is ".."'],
      ['a name with half of a character', { name: 'a\ud800', execute }, 'half of a character'],
      ['no execute', { name: 'a' }, 'worker "a": execute is undefined'],
      ['an execute that is no function', { name: 'a', execute: {} }, 'worker "a": execute is an Object'],
      ['a taskDef that is no object', { name: 'a', execute, taskDef: 'x' }, 'worker "a": taskDef is a string'],
      ['a taskDef of another name', { name: 'a', execute, taskDef: { name: 'b' } }, 'taskDef.name is "b"'],
      ['schemas that nobody applies', { name: 'a', execute, input: {} }, 'only defineWorker'],
    ];
    for (const [what, worker, message] of bad) {
      it(`is refused with ${what}`, () => {
        expect(refusal(() => resolve([untyped(worker)])).message).to.contain(message);
      });
    }

    it('may have a name with whatever else a task definition may be called', () => {
      for (const name of ['a b', 'ä', '任务', 'a.b', 'a;b', 'a%b', 'a?b#c', '...', '😀'])
        expect(resolveOne({ name, execute }).name).to.equal(name);
    });

    it('may be an instance of a class with fields of its own', () => {
      class Charge implements Worker {
        readonly name = 'charge';
        readonly gateway = 'https://example.org';
        execute() {
          return { gateway: this.gateway };
        }
      }
      expect(resolveOne(new Charge()).run(aTask(), aContext())).to.deep.equal({
        status: 'COMPLETED',
        outputData: { gateway: 'https://example.org' },
      });
    });
  });

  describe('run', () => {
    const run = (handler: AnyWorker['execute']) => resolveOne({ name: 'a', execute: handler }).run(aTask(), aContext());
    /** A handler as a caller without types may write it. */
    const returning = (value: unknown) => (() => value) as AnyWorker['execute'];

    it('answers a synchronous handler without a promise', () => {
      expect(run(() => ({ a: 1 }))).to.deep.equal({ status: 'COMPLETED', outputData: { a: 1 } });
    });

    it('answers an asynchronous handler with a promise', async () => {
      const answer = run(() => Promise.resolve(['FAILED'] as const));
      expect(answer).to.be.instanceOf(Promise);
      expect(await answer).to.deep.equal({ status: 'FAILED' });
    });

    it('waits for whatever can be waited for', async () => {
      const query = {
        then(resolve: (value: { rows: number }) => void) {
          resolve({ rows: 3 });
        },
      };
      expect(await run(returning(query))).to.deep.include({
        outputData: { rows: 3 },
      });
    });

    it('gives the handler task and context', () => {
      const task = aTask({ inputData: { x: 1 } });
      const context = aContext();
      const seen: unknown[] = [];
      const worker: Worker = { name: 'a', execute: (...args) => ({ count: seen.push(...args) }) };
      expect(resolveOne(worker).run(task, context)).to.deep.include({ outputData: { count: 2 } });
      expect(seen).to.deep.equal([task, context]);
      expect(seen[0]).to.equal(task);
    });

    it('throws what the handler threw, returned as an error, or was found wrong with its return', async () => {
      const error = new Error('x');
      const throwing = () => {
        throw error;
      };
      expect(thrownBy(() => run(throwing))).to.equal(error);
      expect(thrownBy(() => run(() => error))).to.equal(error);
      expect(await rejectionOf(run(() => Promise.reject(error)))).to.equal(error);
      expect(await rejectionOf(run(() => Promise.resolve(error)))).to.equal(error);
      expect(thrownBy(() => run(returning('text')))).to.be.instanceOf(TerminalError);
    });
  });
});
