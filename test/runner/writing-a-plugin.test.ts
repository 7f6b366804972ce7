import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import type { Plugin } from '../../src/plugin.js';
import { readProgramsOf } from '../readme/markdown-programs.js';
import { PROJECT } from '../structure/module-graph.js';
import { refuse } from './support/answers.js';
import { Bench } from './support/bench.js';

/** Where the guide's programs are written to be run: ignored by git, and gone afterwards. */
const FOLDER = join(PROJECT, '.cache/writing-a-plugin');

interface Guide {
  failureNotifier(options: { notify: (text: string) => Promise<void>; windowMs?: number }): Plugin;
  deDuplicator(options: {
    keyOf: (task: { correlationId?: string }) => string | undefined;
    capacity?: number;
  }): Plugin & { readonly skipped: number };
  heartbeat(send: (busy: number) => Promise<void>, everyMs?: number): Plugin;
}

/** The very code of the guide. That it compiles is checked with that of the other documents. */
async function load(): Promise<Guide> {
  const named = readProgramsOf('docs/writing-a-plugin.md').filter(({ name }) => !name.startsWith('line '));
  expect(named.map(({ name }) => name)).to.deep.equal(['failure-notifier', 'de-duplicator', 'heartbeat']);
  mkdirSync(FOLDER, { recursive: true });
  const modules = await Promise.all(
    named.map(async ({ name, source }) => {
      const file = join(FOLDER, `${name}.ts`);
      writeFileSync(file, source);
      return (await import(pathToFileURL(file).href)) as Partial<Guide>;
    }),
  );
  return Object.assign({}, ...modules) as Guide;
}

describe('docs/writing-a-plugin.md', () => {
  let guide: Guide;
  before(async () => {
    guide = await load();
  });
  after(() => rmSync(FOLDER, { recursive: true }));

  it('keeps its plugins at about thirty lines', () => {
    for (const { name, source } of readProgramsOf('docs/writing-a-plugin.md')) {
      if (name.startsWith('line ')) continue;
      const body = source.slice(
        source.indexOf('export function'),
        source.indexOf('\n}\n', source.indexOf('export function')),
      );
      expect(body.split('\n').length, name).to.be.within(15, 35);
    }
  });

  describe('the failure notifier', () => {
    const failing = { execute: () => new Error('no card') };

    it('sends all failures of a window in one text', async () => {
      const sent: string[] = [];
      let told: () => void = () => undefined;
      const first = new Promise<void>((resolve) => (told = resolve));
      const notify = (text: string): Promise<void> => {
        sent.push(text);
        told();
        return Promise.resolve();
      };
      const bench = await new Bench({
        worker: failing,
        plugins: [guide.failureNotifier({ notify, windowMs: 20 })],
      }).start();
      bench.server.queue('charge');
      bench.server.queue('charge');
      bench.server.script('update', refuse(404, 'No such task found by id: task-1'));
      await bench.pass(0);
      expect(bench.events.outcomes).to.have.members(['dropped task-1 (gone)', 'failed task-2']);
      expect(sent).to.deep.equal([]);
      await first;
      expect(sent).to.deep.equal(['2 failed\ncharge task-1: dropped, gone\ncharge task-2: no card']);
    });

    it('sends what is left when the runner stops', async () => {
      const sent: string[] = [];
      const bench = await new Bench({
        worker: failing,
        plugins: [guide.failureNotifier({ notify: (text) => Promise.resolve(void sent.push(text)) })],
      }).start();
      bench.server.queue('charge');
      await bench.pass(0);
      const report = await bench.stop();
      expect(sent).to.deep.equal(['1 failed\ncharge task-1: no card']);
      expect(report.errors).to.deep.equal([]);
    });

    it('leaves it to the runner to tell when it cannot send: as an event, and in the stop report', async () => {
      const plugin = guide.failureNotifier({ notify: () => Promise.reject(new Error('no network')), windowMs: 1 });
      const bench = await new Bench({ worker: failing, plugins: [plugin] }).start();
      const failed = new Promise<string>((resolve) => void bench.runner.once('error', ({ cause }) => resolve(cause)));
      bench.server.queue('charge');
      await bench.pass(0);
      expect(await failed).to.equal('listener for "taskFailed" of plugin "failure-notifier" failed');

      const slow = guide.failureNotifier({ notify: () => Promise.reject(new Error('no network')) });
      const other = await new Bench({ worker: failing, plugins: [slow] }).start();
      other.server.queue('charge');
      await other.pass(0);
      expect((await other.stop()).errors.map(String)).to.deep.equal([
        'Error: the clean-up of plugin "failure-notifier" failed: no network',
      ]);
    });
  });

  describe('the de-duplicator', () => {
    const keyOf = (task: { correlationId?: string }): string | undefined => task.correlationId;

    it('executes a job once, and answers the second task with the same result', async () => {
      let executed = 0;
      const plugin = guide.deDuplicator({ keyOf });
      const bench = await new Bench({
        worker: { execute: () => ({ receipt: (executed += 1) }) },
        plugins: [plugin],
      }).start();
      for (const correlationId of ['order-1', 'order-1', 'order-2']) bench.server.queue('charge', { correlationId });
      await bench.pass(2_000);
      expect(bench.server.updates.map(({ outputData }) => outputData?.receipt)).to.deep.equal([1, 1, 2]);
      expect([executed, plugin.skipped]).to.deep.equal([2, 1]);
      expect(bench.events.outcomes).to.have.length(3);
    });

    it('lets one that comes while the first is executed wait for it', async () => {
      const ends: ((value: { receipt: number }) => void)[] = [];
      const plugin = guide.deDuplicator({ keyOf });
      const bench = await new Bench({
        worker: { execute: () => new Promise((resolve) => ends.push(resolve)) },
        plugins: [plugin],
      }).start();
      bench.server.queue('charge', { correlationId: 'order-1' });
      bench.server.queue('charge', { correlationId: 'order-1' });
      await bench.pass(2_000);
      expect([ends.length, bench.status.inFlight.length]).to.deep.equal([1, 2]);
      ends[0]?.({ receipt: 7 });
      await bench.pass(0);
      expect(bench.server.updates.map(({ outputData }) => outputData)).to.deep.equal([{ receipt: 7 }, { receipt: 7 }]);
    });

    it('does not remember what failed, nor what has no key, nor more than its capacity', async () => {
      let executed = 0;
      const plugin = guide.deDuplicator({ keyOf, capacity: 2 });
      const bench = await new Bench({
        worker: { execute: () => ((executed += 1) === 1 ? new Error('not yet') : {}) },
        plugins: [plugin],
      }).start();
      const play = async (...keys: readonly (string | undefined)[]): Promise<void> => {
        for (const correlationId of keys) {
          bench.server.queue('charge', correlationId === undefined ? {} : { correlationId });
          await bench.pass(2_000);
        }
      };
      await play('a', 'a');
      expect([executed, plugin.skipped]).to.deep.equal([2, 0]);
      await play(undefined, undefined);
      expect([executed, plugin.skipped]).to.deep.equal([4, 0]);
      await play('b', 'c', 'a');
      expect([executed, plugin.skipped]).to.deep.equal([7, 0]);
      await play('c', 'a');
      expect([executed, plugin.skipped]).to.deep.equal([7, 2]);
    });
  });

  describe('the heartbeat', () => {
    it('beats with the number of slots that are used, tells once that it cannot, and ends with the runner', async () => {
      const sent: number[] = [];
      let isBroken = false;
      let wanted = 0;
      let reached: () => void = () => undefined;
      const beats = (count: number): Promise<void> => {
        wanted = sent.length + count;
        return new Promise((resolve) => (reached = resolve));
      };
      const send = (busy: number): Promise<void> => {
        sent.push(busy);
        if (sent.length >= wanted) reached();
        return isBroken ? Promise.reject(new Error('no network')) : Promise.resolve();
      };
      const bench = await new Bench({
        worker: { execute: () => new Promise(() => undefined) },
        plugins: [guide.heartbeat(send, 1)],
      }).start();
      await beats(2);
      // The poll in flight holds one.
      expect(new Set(sent)).to.deep.equal(new Set([1]));
      bench.server.queue('charge');
      await bench.pass(0);
      await beats(2);
      expect(sent.at(-1)).to.equal(2);
      const causes = (): readonly string[] => bench.events.of('error').map(({ cause }) => cause);
      isBroken = true;
      await beats(4);
      expect(causes()).to.deep.equal(['plugin "heartbeat": heartbeats cannot be sent']);
      isBroken = false;
      await beats(2);
      isBroken = true;
      await beats(3);
      expect(causes()).to.have.length(2);
      await bench.stop({ drainMs: 0, abortMs: 0 });
      const { length } = sent;
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect(sent).to.have.length(length);
    });
  });
});
