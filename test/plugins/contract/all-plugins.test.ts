import { expect } from 'chai';
import ts from 'typescript';

import { dashboard } from '../../../plugins/dashboard/index.js';
import { health } from '../../../plugins/health/index.js';
import { logging } from '../../../plugins/logging/index.js';
import { metrics } from '../../../plugins/metrics/index.js';
import { tracing } from '../../../plugins/tracing/index.js';
import type { Plugin } from '../../../src/plugin.js';
import { Bench, type BenchOptions } from '../../runner/support/bench.js';
import { readSources } from '../../structure/module-graph.js';

/** All five as somebody would use them together, with what they write kept in a list. */
function allPlugins() {
  const records: unknown[] = [];
  const write = (...record: readonly unknown[]): void => void records.push(record);
  const logger = { trace: write, debug: write, info: write, warn: write, error: write };
  const page = dashboard({ port: 0 });
  const probes = health({ port: 0, host: '127.0.0.1' });
  const counts = metrics({ port: 0, host: '127.0.0.1' });
  const list: readonly Plugin[] = [probes, counts, logging({ logger, level: 'debug' }), tracing(), page];
  return { list, page, probes, counts, records };
}

const completedOf = (text: string): number => {
  const lines = text.split('\n').filter((line) => line.startsWith('task_execution_started_total{'));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
};

describe('the five plugins together', () => {
  const benches: Bench[] = [];
  afterEach(async () => {
    for (const bench of benches.splice(0)) await stop(bench);
  });

  /** Ports are opened and closed in real time: the clock moves only as far as the runner needs. */
  async function start(plugins: readonly Plugin[], options: BenchOptions = {}): Promise<Bench> {
    const bench = new Bench({ ...options, plugins, clientPlugins: plugins });
    benches.push(bench);
    await bench.runner.start();
    await bench.pass(1_000);
    return bench;
  }

  async function stop({ runner, clock, client }: Bench): Promise<readonly unknown[]> {
    const stopping = runner.stop();
    await clock.advanceAsync(2_000);
    const { errors } = await stopping;
    await client.close();
    return errors;
  }

  async function play(bench: Bench, count: number): Promise<void> {
    for (let played = 0; played < count; played += 1) bench.server.queue('charge');
    await bench.pass(3_000);
  }

  const statusOf = async (url: string | undefined): Promise<number> => (await fetch(url ?? '')).status;

  it('run one runner without an error, and leave nothing behind', async () => {
    const { list, page, probes, counts, records } = allPlugins();
    const bench = await start(list);
    await play(bench, 5);
    expect(bench.events.outcomes).to.have.length(5);
    expect(await statusOf(`${probes.url ?? ''}/readyz`)).to.equal(200);
    expect(await statusOf(`${page.url ?? ''}/api/snapshot`)).to.equal(200);
    expect(completedOf(await (await fetch(counts.url ?? '')).text())).to.equal(5);
    expect(records.length).to.be.at.least(5);
    expect(await stop(bench)).to.deep.equal([]);
    expect(bench.events.of('error')).to.deep.equal([]);
    expect([probes.url, page.url, counts.url]).to.deep.equal([undefined, undefined, undefined]);
    expect(bench.clock.pendingTimers).to.equal(0);
  });

  it('as the same objects on two runners add up and go on when one of them stops; made twice they share nothing', async () => {
    const shared = allPlugins();
    const others = allPlugins();
    const one = await start(shared.list);
    const two = await start(shared.list);
    const three = await start(others.list);
    await play(one, 2);
    await play(two, 3);
    await play(three, 1);
    expect(completedOf(await shared.counts.metricsText())).to.equal(5);
    expect(completedOf(await others.counts.metricsText())).to.equal(1);
    expect(await stop(one)).to.deep.equal([]);
    await play(two, 4);
    expect(completedOf(await shared.counts.metricsText())).to.equal(9);
    expect(await statusOf(`${shared.probes.url ?? ''}/readyz`)).to.equal(200);
    expect(await statusOf(`${shared.page.url ?? ''}/api/snapshot`)).to.equal(200);
    for (const bench of [one, two, three]) expect(bench.events.of('error')).to.deep.equal([]);
  });

  it('keep nothing in their modules that could change: no variable, only constants', () => {
    const found: string[] = [];
    for (const [path, text] of readSources(['plugins'])) {
      const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
      for (const statement of source.statements) {
        if (!ts.isVariableStatement(statement)) continue;
        if (!(statement.declarationList.flags & ts.NodeFlags.Const))
          found.push(`${path}: ${statement.getText(source)}`);
      }
    }
    expect(found).to.deep.equal([]);
  });
});
