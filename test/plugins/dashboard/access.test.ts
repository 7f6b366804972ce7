import { networkInterfaces } from 'node:os';
import { expect } from 'chai';
import { dashboard, type DashboardOptions, type DashboardPlugin } from '../../../plugins/dashboard/index.js';
import { FakeRunner } from './support/fake-runner.js';
import { ask, sendRaw } from './support/requests.js';

/** The directives of a policy by their names. */
function directives(policy: unknown): Record<string, string> {
  return Object.fromEntries(
    String(policy)
      .split('; ')
      .map((directive) => {
        const [name = '', ...values] = directive.split(' ');
        return [name, values.join(' ')];
      }),
  );
}

describe('access to the dashboard', () => {
  let runner: FakeRunner;
  let page: DashboardPlugin;
  let url: string;
  let port: string;

  async function open(options: DashboardOptions = {}): Promise<void> {
    runner = new FakeRunner();
    page = dashboard({ port: 0, ...options });
    await page.setup?.(runner.host);
    url = page.url ?? '';
    port = new URL(url).port;
  }
  const statusOf = async (host: string, path = '/api/snapshot'): Promise<number> =>
    (await ask(url, path, { headers: { host } })).status;

  afterEach(() => runner.stop());

  it('is given to those who ask for a loopback name, with any port', async () => {
    await open();
    for (const host of [
      'localhost',
      `localhost:${port}`,
      'LOCALHOST:1',
      '127.0.0.1',
      '127.0.0.1:9',
      '127.8.9.10:80',
      '[::1]:80',
    ])
      expect(await statusOf(host), host).to.equal(200);
  });

  it('is refused to those who ask for any other name, and told how to change that', async () => {
    await open();
    const names = [
      'evil.example',
      `evil.example:${port}`,
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '10.0.0.1',
    ];
    for (const host of [...names, '[::2]', 'evil.example@localhost', 'localhost:80:80']) {
      for (const path of ['/', '/api/snapshot', '/api/events', '/nothing'])
        expect(await statusOf(host, path), `${host} ${path}`).to.equal(403);
    }
    const { body, headers } = await ask(url, '/api/snapshot', { headers: { host: 'evil.example' } });
    expect(body).to.equal(
      'This page is not known as "evil.example": add the name to allowedHosts of dashboard() if it should be.\n',
    );
    expect(headers['content-type']).to.match(/^text\/plain/);
  });

  it('is refused to those who ask for no name at all', async () => {
    await open();
    for (const host of ['', 'Host:\r\n'])
      expect(await sendRaw(url, `GET /api/snapshot HTTP/1.0\r\n${host}\r\n`)).to.match(/^HTTP\/1\.1 403 /);
  });

  it('goes by the Host header also when the request names another host in its first line', async () => {
    await open();
    const raw = 'GET http://localhost/api/snapshot HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n';
    expect(await sendRaw(url, raw)).to.match(/^HTTP\/1\.1 403 /);
  });

  it('is given under allowedHosts', async () => {
    await open({ allowedHosts: ['Workers.Example.com'] });
    for (const host of ['workers.example.com', 'WORKERS.example.com:443', 'workers.example.com.'])
      expect(await statusOf(host), host).to.equal(200);
    expect(await statusOf('other.example.com')).to.equal(403);
  });

  it('is given under the address that it listens on, or through which a request came', async () => {
    await open({ host: '127.0.0.2' });
    expect(await statusOf('127.0.0.2')).to.equal(200);
    await runner.stop();
    const own = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal)?.address;
    await open({ host: '0.0.0.0' });
    expect(await statusOf('localhost')).to.equal(200);
    expect(await statusOf('0.0.0.0')).to.equal(403);
    expect(await statusOf('10.255.255.254')).to.equal(403);
    expect(await statusOf('evil.example')).to.equal(403);
    if (own === undefined) return;
    url = `http://${own}:${port}`;
    expect(await statusOf(`${own}:${port}`)).to.equal(200);
    expect(await statusOf('evil.example')).to.equal(403);
  });

  it('is refused to scripts of other origins', async () => {
    await open();
    const withOrigin = (origin: string, path = '/api/snapshot') =>
      ask(url, path, { headers: { host: `127.0.0.1:${port}`, origin } });
    expect((await withOrigin(`http://127.0.0.1:${port}`)).status).to.equal(200);
    const others = ['http://evil.example', 'null', `http://127.0.0.1:${Number(port) + 1}`, `http://localhost:${port}`];
    for (const origin of [...others, 'file://', 'chrome-extension://abc', `ftp://127.0.0.1:${port}`]) {
      for (const path of ['/', '/api/snapshot', '/api/events'])
        expect((await withOrigin(origin, path)).status, `${origin} ${path}`).to.equal(403);
    }
  });

  it('takes an origin with TLS for its own, when a proxy has taken that off', async () => {
    await open({ allowedHosts: ['workers.example.com'] });
    const headers = { host: 'workers.example.com', origin: 'https://workers.example.com' };
    expect((await ask(url, '/api/snapshot', { headers })).status).to.equal(200);
  });

  it('is refused to other sites under /api/, by what browsers say of a request', async () => {
    await open();
    const from = async (site: string, path: string): Promise<number> =>
      (await ask(url, path, { headers: { host: 'localhost', 'sec-fetch-site': site } })).status;
    for (const site of ['cross-site', 'same-site', 'anything'])
      for (const path of ['/api/snapshot', '/api/events'])
        expect(await from(site, path), `${site} ${path}`).to.equal(403);
    for (const site of ['same-origin', 'none']) expect(await from(site, '/api/snapshot')).to.equal(200);
  });

  it('comes with headers that keep other pages, frames and scripts out, and no CORS', async () => {
    await open();
    for (const [path, host] of [
      ['/', 'localhost'],
      ['/api/snapshot', 'localhost'],
      ['/nothing', 'localhost'],
      ['/', 'evil.example'],
    ] as const) {
      const { headers } = await ask(url, path, { headers: { host } });
      expect(directives(headers['content-security-policy']), path).to.deep.equal({
        'default-src': "'none'",
        'script-src': "'self'",
        'style-src': "'self'",
        'connect-src': "'self'",
        'img-src': "'self' data:",
        'base-uri': "'none'",
        'form-action': "'none'",
        'frame-ancestors': "'none'",
      });
      expect(headers).to.include({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).to.deep.equal([]);
    }
  });

  it('is read-only', async () => {
    await open();
    const headers = { host: 'localhost' };
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await ask(url, '/api/snapshot', { method, headers });
      expect([method, answer.status, answer.headers.allow]).to.deep.equal([method, 405, 'GET, HEAD']);
    }
    for (const path of ['/api/snapshot', '/api/events']) {
      const head = await ask(url, path, { method: 'HEAD', headers });
      expect([path, head.status, head.body]).to.deep.equal([path, 200, '']);
    }
  });
});
