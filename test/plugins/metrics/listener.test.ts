import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import * as promClient from 'prom-client';
import { metrics, type MetricsOptions } from '../../../plugins/metrics/index.js';
import { createConductorClient } from '../../../src/index.js';
import { Bench } from '../../runner/support/bench.js';
import { Scrape } from './support/scrape.js';

const LOCAL = { port: 0, host: '127.0.0.1' };

function urlOf({ url }: { readonly url: string | undefined }): string {
  if (url === undefined) throw new Error('it does not listen');
  return url;
}

describe('the listener of metrics()', () => {
  it('answers scrapes while the runner runs, in the format and type of the registry', async () => {
    const plugin = metrics(LOCAL);
    expect(plugin.url).to.equal(undefined);
    const bench = await new Bench({ plugins: [plugin] }).start();
    const url = urlOf(plugin);
    expect(url).to.match(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
    const response = await fetch(`${url}?name=x`);
    expect(response.status).to.equal(200);
    expect(response.headers.get('content-type')).to.equal('text/plain; version=0.0.4; charset=utf-8');
    expect(new Scrape(await response.text()).value('task_poll_total', { taskType: 'charge' })).to.equal(1);
    expect((await fetch(url, { method: 'HEAD' })).status).to.equal(200);
    expect((await fetch(url, { method: 'POST' })).status).to.equal(405);
    const lost = await fetch(new URL('/', url));
    expect([lost.status, await lost.text()]).to.deep.equal([404, 'Metrics are at /metrics\n']);
    await bench.stop();
    expect(plugin.url).to.equal(undefined);
  });

  it('answers in OpenMetrics if that is what the registry speaks', async () => {
    const registry = new promClient.Registry<promClient.OpenMetricsContentType>();
    registry.setContentType(promClient.Registry.OPENMETRICS_CONTENT_TYPE);
    const plugin = metrics({ ...LOCAL, registry, path: '/internal/prom' });
    const bench = await new Bench({ plugins: [plugin] }).start();
    const response = await fetch(urlOf(plugin));
    expect(plugin.url).to.match(/\/internal\/prom$/);
    expect(response.headers.get('content-type')).to.match(/^application\/openmetrics-text;/);
    expect(await response.text()).to.include('# EOF');
    await bench.stop();
  });

  it('is one for all runners and clients with the plugin, until the last of them has ended', async () => {
    const plugin = metrics(LOCAL);
    const first = await new Bench({ plugins: [plugin] }).start();
    const url = urlOf(plugin);
    const second = await new Bench({ plugins: [plugin] }).start();
    const client = createConductorClient({
      serverUrl: 'http://127.0.0.1:1',
      auth: false,
      proxy: false,
      plugins: [plugin],
    });
    await first.stop();
    await second.stop();
    expect((await fetch(url)).status).to.equal(200);
    await client.close();
    expect(plugin.url).to.equal(undefined);
  });

  it('is there for a process that has a client only', async () => {
    const plugin = metrics(LOCAL);
    const client = createConductorClient({
      serverUrl: 'http://127.0.0.1:1',
      auth: false,
      proxy: false,
      plugins: [plugin],
    });
    const deadline = performance.now() + 5_000;
    while (plugin.url === undefined && performance.now() < deadline) await new Promise(setImmediate);
    expect((await fetch(urlOf(plugin))).status).to.equal(200);
    await client.close();
  });

  it('tells an error event when its port is taken, and the runner runs and counts', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const plugin = metrics({ port, host: '127.0.0.1' });
    const bench = await new Bench({ plugins: [plugin] }).start();
    bench.server.queue('charge');
    await bench.pass(0);
    expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
    expect(bench.events.of('error').map(({ cause }) => cause)).to.deep.equal([
      `plugin "metrics": cannot listen on 127.0.0.1 port ${port}; this is tried again every 5 s`,
    ]);
    expect(plugin.url).to.equal(undefined);
    expect((await Scrape.from(plugin)).value('task_execution_started_total')).to.equal(1);
    await bench.stop();
    await new Promise((resolve) => other.close(resolve));
  });

  it('answers 500 and tells an error event when the metrics cannot be had', async () => {
    const registry = new promClient.Registry();
    const broken = () => Promise.reject(new Error('no pool'));
    new promClient.Gauge({ name: 'broken', help: 'x', registers: [registry], collect: broken });
    const plugin = metrics({ ...LOCAL, registry });
    const bench = await new Bench({ plugins: [plugin] }).start();
    expect((await fetch(urlOf(plugin))).status).to.equal(500);
    expect(bench.events.of('error').map(({ error }) => (error as Error).message)).to.deep.equal(['no pool']);
    await bench.stop();
  });

  const wrong: readonly (readonly [
    options: Record<string, unknown>,
    type: 'TypeError' | 'RangeError',
    message: RegExp,
  ])[] = [
    [{ port: -1 }, 'RangeError', /^metrics: port must be a whole number from 0 to 65535, got -1$/],
    [{ port: 9090.5 }, 'RangeError', /^metrics: port must be .*, got 9090\.5$/],
    [{ port: '9090' }, 'RangeError', /^metrics: port must be .*, got "?9090"?$/],
    [{ port: 0, host: '' }, 'TypeError', /^metrics: host must be an address/],
    [
      { port: 0, path: 'metrics' },
      'TypeError',
      /^metrics: path must begin with "\/" and have no query, got "metrics"$/,
    ],
    [{ port: 0, path: 7 }, 'TypeError', /^metrics: path must begin with "\/" .*, got something of type number$/],
    [
      { prot: 9_090 },
      'TypeError',
      /^metrics: there is no option prot; there are registry, port, host, path, promClient$/,
    ],
    [
      { promClient: {} },
      'TypeError',
      /^metrics: promClient must be the module prom-client, got something of type object$/,
    ],
  ];
  for (const [options, type, message] of wrong) {
    it(`is refused at once with ${JSON.stringify(options)}`, () => {
      // What a user of JavaScript may do.
      const given = options as unknown as MetricsOptions;
      expect(() => metrics(given))
        .to.throw(Error, message)
        .with.property('name', type);
    });
  }

  it('needs no options at all', () => {
    expect(() => metrics(null as unknown as MetricsOptions)).to.throw(TypeError, 'metrics: options must be an object');
    expect(metrics().url).to.equal(undefined);
  });

  it('takes prom-client from whoever bundles it', () => {
    class Registry extends promClient.Registry<promClient.RegistryContentType> {}
    expect(metrics({ promClient: { Registry } }).registry).to.be.instanceOf(Registry);
    expect(metrics({ promClient }).registry).to.be.instanceOf(promClient.Registry);
  });
});
