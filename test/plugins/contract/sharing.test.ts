import { expect } from 'chai';

import { TaskResourceService } from '../../../generated/index.js';
import { createConductorClient } from '../../../src/client/create-conductor-client.js';
import type { ClientHost } from '../../../src/client/client-host.js';
import type { Plugin, RunnerHost } from '../../../src/plugin.js';
import { TaskRunner } from '../../../src/runner/task-runner.js';
import { Bench } from '../../runner/support/bench.js';
import { createTestConductor } from '../../../src/testing/index.js';
import { outputOf, startTask } from '../../examples/support/play.js';

interface Recorder extends Plugin {
  readonly log: readonly string[];
}

/** A plugin that uses everything there is, and keeps what it sees on its own object. */
function recorder(name = 'recorder'): Recorder {
  const log: string[] = [];
  return {
    name,
    log,
    setupClient(host) {
      log.push('client set up');
      host.aroundOperation((operation, next) => {
        log.push(`operation ${operation.route}`);
        return next(operation);
      });
      host.on('requestCompleted', ({ status }) => void log.push(`request ${status}`));
      host.defer(() => void log.push('client closed'));
    },
    setup(host) {
      const [worker] = host.runner.workers;
      log.push(`runner of ${worker?.taskType ?? 'nothing'} set up`);
      host.aroundTask(async (call, next) => {
        const outcome = await next(call);
        log.push(`${outcome.outcome} ${call.task.taskId}`);
        return outcome;
      });
      host.aroundExecute((call, next) => {
        log.push(`execute ${call.task.taskId}`);
        return next(call);
      });
      host.on('executionStarted', ({ task }) => void log.push(`started ${task.taskId}`));
      host.defer(() => void log.push(`runner of ${worker?.taskType ?? 'nothing'} stopped`));
    },
  };
}

/** Polls are many; what a test is about is the rest. */
const withoutPolls = (log: readonly string[]): readonly string[] =>
  log.filter((entry) => !entry.includes('/tasks/poll/') && entry !== 'request 200');

async function play(bench: Bench, taskId: string, taskType = 'charge'): Promise<void> {
  bench.server.queue(taskType, { taskId });
  await bench.pass(2_000);
}

describe('a plugin made twice by one factory', () => {
  it('shares nothing: on two runners and their clients each hears of its own only', async () => {
    const [one, two] = [recorder(), recorder()];
    const first = await new Bench({ plugins: [one], clientPlugins: [one] }).start();
    const second = await new Bench({ plugins: [two], clientPlugins: [two] }).start();
    await play(first, 'a');
    await play(second, 'b');
    await first.stop();
    await first.client.close();
    const seen = (taskId: string, ...end: string[]): readonly string[] => [
      ...['client set up', 'runner of charge set up', `started ${taskId}`, `execute ${taskId}`],
      ...['operation POST /tasks', `completed ${taskId}`, ...end],
    ];
    expect(withoutPolls(one.log)).to.deep.equal(seen('a', 'runner of charge stopped', 'client closed'));
    expect(withoutPolls(two.log)).to.deep.equal(seen('b'));
    await play(second, 'c');
    expect(withoutPolls(two.log).at(-1)).to.equal('completed c');
    expect(withoutPolls(one.log)).to.have.length(8);
  });

  it('is refused by one runner and one client, which take each name once, unless it has another name there', async () => {
    const twice = await new Bench({ plugins: [recorder(), recorder()] }).runner.start().catch(String);
    expect(twice).to.contain('plugin "recorder" is given twice');
    expect(() => createConductorClient({ plugins: [recorder(), recorder()] })).to.throw('"recorder" is there twice');
    const [one, other] = [recorder('one'), recorder('other')];
    const bench = await new Bench({ plugins: [one, other] }).start();
    await play(bench, 'a');
    expect(withoutPolls(one.log)).to.deep.equal(withoutPolls(other.log));
  });
});

describe('one plugin object', () => {
  it('on two clients and three runners, two of them on one client, is set up in each and sees all', async () => {
    const shared = recorder();
    const first = await new Bench({ plugins: [shared], clientPlugins: [shared] }).start();
    const second = await new Bench({
      ...{ plugins: [shared], clientPlugins: [shared] },
      workers: [{ name: 'refund', execute: () => ({}) }],
    }).start();
    const third = new TaskRunner({
      ...{ client: first.client, plugins: [shared], parts: { clock: first.clock } },
      workers: [{ name: 'notify', execute: () => ({}) }],
    });
    await first.until(third.start());
    await play(first, 'a');
    await play(second, 'b', 'refund');
    await play(first, 'c', 'notify');
    const tasks = withoutPolls(shared.log).filter((entry) => /^(started|execute|completed)/.test(entry));
    expect(tasks).to.deep.equal(['a', 'b', 'c'].flatMap((id) => [`started ${id}`, `execute ${id}`, `completed ${id}`]));
    const count = (wanted: string): number => shared.log.filter((entry) => entry === wanted).length;
    expect(count('client set up')).to.equal(2);
    // Once for each operation, however many runners of its client have the plugin as well.
    expect(count('operation POST /tasks')).to.equal(3);
    for (const name of ['charge', 'refund', 'notify']) expect(count(`runner of ${name} set up`), name).to.equal(1);

    await first.stop();
    expect(count('runner of charge stopped')).to.equal(1);
    expect([count('runner of refund stopped'), count('client closed')]).to.deep.equal([0, 0]);
    await play(second, 'd', 'refund');
    await play(first, 'e', 'notify');
    expect(shared.log).to.include.members(['completed d', 'completed e']);
    await first.until(third.stop());
    await first.client.close();
    expect([count('runner of notify stopped'), count('client closed')]).to.deep.equal([1, 1]);
    await play(second, 'f', 'refund');
    expect(shared.log).to.include('completed f');
  });

  it('serves a runner and the client that the runner makes itself, one after the other at the end', async () => {
    const conductor = await createTestConductor({ clock: 'real' });
    const { url } = await conductor.listen();
    const before = process.env.CONDUCTOR_SERVER_URL;
    process.env.CONDUCTOR_SERVER_URL = `${url}/api`;
    const plugin = recorder();
    try {
      const runner = new TaskRunner({ plugins: [plugin], workers: [{ name: 'double', execute: () => ({ is: 2 }) }] });
      await runner.start();
      expect(await outputOf(conductor, startTask(conductor, 'double', {}))).to.deep.equal({ is: 2 });
      const report = await runner.stop();
      expect(report.errors).to.deep.equal([]);
    } finally {
      if (before === undefined) delete process.env.CONDUCTOR_SERVER_URL;
      else process.env.CONDUCTOR_SERVER_URL = before;
      await conductor.close();
    }
    const [first, second, ...rest] = withoutPolls(plugin.log);
    expect([first, second]).to.deep.equal(['client set up', 'runner of double set up']);
    expect(rest.slice(-2)).to.deep.equal(['runner of double stopped', 'client closed']);
    expect(rest).to.include('operation POST /tasks');
  });

  it('may be an object of a class with private fields, and frozen', async () => {
    class Counting implements Plugin {
      readonly name = 'counting';
      #count = 0;
      get count(): number {
        return this.#count;
      }
      setup(host: RunnerHost): void {
        host.on('taskCompleted', () => void (this.#count += 1));
        host.defer(() => void (this.#count += 100));
      }
      setupClient(host: ClientHost): void {
        host.on('requestCompleted', () => void (this.#count += 10_000));
        host.defer(() => void (this.#count += 1_000_000));
      }
    }
    const plugin = Object.freeze(new Counting());
    const bench = await new Bench({ plugins: [plugin] }).start();
    await play(bench, 'a');
    await bench.stop();
    expect(plugin.count).to.equal(101);
    const { transport } = bench.server;
    const client = createConductorClient({ auth: false, proxy: false, plugins: [plugin], transport: () => transport });
    await TaskResourceService.getTask({ client, path: { taskId: 'a' } });
    await client.close();
    expect(plugin.count).to.equal(1_010_101);
  });
});
