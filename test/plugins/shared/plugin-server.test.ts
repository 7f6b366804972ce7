import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { connect, isIPv6, Socket, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import {
  pathOf,
  PluginServer,
  sendText,
  type Answer,
  type PluginServerSettings,
} from '../../../plugins/shared/plugin-server.js';

const RETRY_MS = 10;
const OUTLIVED = fileURLToPath(new URL('support/outlived-server.ts', import.meta.url));

interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A request as far as its path matters. */
function asking(url: string): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), { url });
}

describe('the server of a plugin', () => {
  const servers: PluginServer[] = [];
  const reported: { readonly error: unknown; readonly cause: string }[] = [];
  const report = (error: unknown, cause: string): void => void reported.push({ error, cause });
  const hello: Answer = (_request, response) => sendText(response, 200, 'hello');
  /** A port that somebody else has, until it is let go. */
  let other: Server | undefined;

  afterEach(async () => {
    reported.splice(0);
    // Closed as often as it is open, whatever the test has done.
    for (const server of servers.splice(0)) while (server.url !== undefined) await server.close();
    await letGo();
  });

  function make(settings: Partial<PluginServerSettings> = {}, answer: Answer = hello): PluginServer {
    const server = new PluginServer(
      { plugin: 'page', port: 0, host: '127.0.0.1', retryMs: RETRY_MS, ...settings },
      answer,
    );
    servers.push(server);
    return server;
  }

  async function take(): Promise<number> {
    other = createServer((_request, response) => response.end('other'));
    await new Promise<void>((resolve) => other?.listen(0, '127.0.0.1', resolve));
    return (other.address() as AddressInfo).port;
  }

  async function letGo(): Promise<void> {
    const taken = other;
    other = undefined;
    if (taken !== undefined) await new Promise((resolve) => taken.close(resolve));
  }

  /** A try that is refused shows nowhere, and one that is not made even less: this is the time of five. */
  const severalTries = (): Promise<void> => delay(5 * RETRY_MS);

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise((resolve) => setImmediate(resolve));
  }

  /** On a connection of its own, and with every method and path as it is. */
  async function ask(url: string | undefined, method = 'GET', path = '/'): Promise<Answered> {
    const asked = request(url ?? '', { method, path, agent: false });
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    let body = '';
    for await (const chunk of response.setEncoding('utf8')) body += String(chunk);
    return { status: response.statusCode ?? 0, headers: response.headers, body };
  }

  const bodyOf = async (server: PluginServer): Promise<string> => (await ask(server.url)).body;

  describe('listens', () => {
    it('from the first open to the last close, once for all', async () => {
      const server = make();
      expect(server.url).to.equal(undefined);
      await server.open(report);
      const { url } = server;
      expect(url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
      await server.open(report);
      expect(server.url).to.equal(url);
      await server.close();
      expect(await bodyOf(server)).to.equal('hello');
      await server.close();
      expect(server.url).to.equal(undefined);
      expect(await ask(url).catch((error: unknown) => error)).to.have.property('code', 'ECONNREFUSED');
      expect(reported).to.deep.equal([]);
    });

    it('once for users that come at the same time', async () => {
      const server = make();
      await Promise.all([server.open(report), server.open(report), server.open(report)]);
      const { url } = server;
      await Promise.all([server.close(), server.close()]);
      expect(server.url).to.equal(url);
      await server.close();
      expect(server.url).to.equal(undefined);
    });

    it('not, when it was closed while it asked for its port', async () => {
      const server = make({ port: await take().then(async (port) => (await letGo(), port)) });
      const opening = server.open(report);
      const closing = server.close();
      await Promise.all([opening, closing]);
      expect(server.url).to.equal(undefined);
      expect(reported).to.deep.equal([]);
      // Nobody has the port: whoever wants it gets it.
      await server.open(report);
      expect(await bodyOf(server)).to.equal('hello');
    });

    it('again on the same port, when it is opened while it closes', async () => {
      const port = await take();
      await letGo();
      const server = make({ port });
      await server.open(report);
      const { url } = server;
      // An open connection is what makes closing take a while.
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      const closing = server.close();
      const opening = server.open(report);
      await Promise.all([closing, opening]);
      expect(reported).to.deep.equal([]);
      expect(server.url).to.equal(url);
      expect(await bodyOf(server)).to.equal('hello');
      socket.destroy();
    });

    it('after any order of opens and closes as they ask for, with no port left behind', async () => {
      const port = await take();
      await letGo();
      const server = make({ port });
      const steps: Promise<void>[] = [];
      for (let round = 0; round < 20; round += 1) steps.push(server.open(report), server.close());
      steps.push(server.open(report));
      await Promise.all(steps);
      expect(await bodyOf(server)).to.equal('hello');
      await server.close();
      expect(reported).to.deep.equal([]);
      expect(await ask(`http://127.0.0.1:${port}`).catch((error: unknown) => error)).to.have.property('code');
    });

    it('not for who closes more often than he opens: that is an error, and harms nobody', async () => {
      const server = make();
      const refused: unknown = await server.close().catch((error: unknown) => error);
      expect(String(refused)).to.contain('the server of page was closed more often than opened');
      await server.open(report);
      expect(await bodyOf(server)).to.equal('hello');
    });
  });

  describe('on a port that is taken', () => {
    it('tells so once, and takes it over when it is free', async () => {
      const port = await take();
      const server = make({ port });
      await server.open(report);
      expect(server.url).to.equal(undefined);
      // Several users know of it by one report; so do several tries.
      await server.open(report);
      await severalTries();
      expect(reported.map(({ cause }) => cause)).to.deep.equal([
        `cannot listen on 127.0.0.1 port ${port}; this is tried again every 0.01 s`,
      ]);
      expect(reported[0]?.error).to.have.property('code', 'EADDRINUSE');
      expect((await ask(`http://127.0.0.1:${port}`)).body).to.equal('other');
      await letGo();
      await until(() => server.url !== undefined);
      expect(await bodyOf(server)).to.equal('hello');
      expect(reported).to.have.length(1);
      await server.close();
      expect(server.url).not.to.equal(undefined);
    });

    it('asks no more once it was closed', async () => {
      const port = await take();
      const server = make({ port });
      await server.open(report);
      await server.close();
      await letGo();
      await severalTries();
      expect(server.url).to.equal(undefined);
      expect(await ask(`http://127.0.0.1:${port}`).catch((error: unknown) => error)).to.have.property('code');
    });

    it('that it may not have, or on an address that is not of this machine, does the same', async () => {
      const server = make({ host: '192.0.2.1' });
      await server.open(report);
      expect(reported).to.have.length(1);
      expect(reported[0]?.error).to.have.property('code', 'EADDRNOTAVAIL');
      await server.close();
    });

    it('tells the user that came last', async () => {
      const told: string[] = [];
      const server = make({}, () => {
        throw new Error('broken');
      });
      await server.open(() => void told.push('first'));
      await server.open(() => void told.push('second'));
      await ask(server.url);
      expect(told).to.deep.equal(['second']);
      await server.close();
    });
  });

  describe('closed', () => {
    it('cuts its connections: idle ones, those that wait for an answer, and streams', async () => {
      let asked = 0;
      const server = make({}, (_request, response) => {
        asked += 1;
        if (asked === 2) response.writeHead(200).write('the first of many');
      });
      await server.open(report);
      const { port } = new URL(server.url ?? '');
      const idle = connect(Number(port), '127.0.0.1');
      const waiting = connect(Number(port), '127.0.0.1');
      const streaming = connect(Number(port), '127.0.0.1');
      const sockets = [idle, waiting, streaming];
      const ended = Promise.all(sockets.map((socket) => once(socket.on('error', () => undefined).resume(), 'close')));
      await Promise.all(sockets.map((socket) => once(socket, 'connect')));
      waiting.write('GET / HTTP/1.1\r\nHost: page\r\n\r\n');
      await until(() => asked === 1);
      const first = once(streaming, 'data');
      streaming.write('GET / HTTP/1.1\r\nHost: page\r\n\r\n');
      await first;
      await server.close();
      await ended;
      expect(reported).to.deep.equal([]);
    });

    it('or not, keeps no process alive: neither by its port, nor by connections, nor while it waits for its port', async function () {
      this.timeout(30_000);
      const port = await take();
      const child = spawn(process.execPath, ['--import', 'tsx', OUTLIVED, String(port)], { stdio: 'pipe' });
      const kill = setTimeout(() => child.kill('SIGKILL'), 20_000);
      let output = '';
      child.stdout.on('data', (chunk) => (output += String(chunk)));
      child.stderr.on('data', (chunk) => (output += String(chunk)));
      // It says where it listens, and ends although this connection, which has asked for nothing, stays open.
      await until(() => /listens on .*\n/.test(output) || child.exitCode !== null);
      const [, own = '0'] = /listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(output) ?? [];
      const silent = connect(Number(own), '127.0.0.1').on('error', () => undefined);
      await once(silent, 'connect');
      const asking = connect(Number(own), '127.0.0.1').on('error', () => undefined);
      asking.write('GET / HTTP/1.1\r\nHost: page\r\n\r\n');
      child.stdin.end();
      const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
      clearTimeout(kill);
      expect([code, signal], output).to.deep.equal([0, null]);
      expect(output).to.contain('cannot listen on 127.0.0.1');
      silent.destroy();
      asking.destroy();
    });
  });

  describe('answers', () => {
    it('GET, and HEAD without a body', async () => {
      const server = make();
      await server.open(report);
      const got = await ask(server.url);
      expect(got).to.include({ status: 200, body: 'hello' });
      expect(got.headers).to.deep.include({
        ...{ 'content-type': 'text/plain; charset=utf-8', 'content-length': '5' },
        ...{ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
      });
      const head = await ask(server.url, 'HEAD');
      expect(head).to.include({ status: 200, body: '' });
      expect(head.headers).to.have.property('content-length', '5');
    });

    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
      it(`${method} with 405, and the plugin never sees it`, async () => {
        let seen = 0;
        const server = make({}, () => void (seen += 1));
        await server.open(report);
        const refused = await ask(server.url, method);
        expect(refused).to.include({ status: 405, body: 'Only GET and HEAD are answered here.\n' });
        expect(refused.headers).to.have.property('allow', 'GET, HEAD');
        expect(seen).to.equal(0);
      });
    }

    for (const [how, answer] of [
      [
        'throws',
        () => {
          throw new Error('no numbers');
        },
      ],
      ['rejects', () => Promise.reject(new Error('no numbers'))],
    ] satisfies [string, Answer][]) {
      it(`500 when the plugin ${how}: reported without the query, said to the asker without the error`, async () => {
        const server = make({}, answer);
        await server.open(report);
        const { status, body } = await ask(server.url, 'GET', `/metrics${'x'.repeat(200)}?token=secret`);
        expect(status).to.equal(500);
        expect(body).not.to.contain('no numbers');
        expect(reported).to.have.length(1);
        expect(String(reported[0]?.error)).to.equal('Error: no numbers');
        expect(reported[0]?.cause).to.equal(`GET /metrics${'x'.repeat(92)} could not be answered`);
        expect((await ask(server.url)).status).to.equal(500);
      });
    }

    it('nothing more when the plugin throws in the middle of its answer: the connection is cut', async () => {
      const server = make({}, (_request, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('half of');
        throw new Error('no numbers');
      });
      await server.open(report);
      const cut: unknown = await ask(server.url).catch((error: unknown) => error);
      expect(cut).to.have.property('code', 'ECONNRESET');
      expect(reported).to.have.length(1);
    });

    it('somebody who has gone without harm', async () => {
      let response: ServerResponse | undefined;
      const server = make({}, (_request, given) => void (response = given));
      await server.open(report);
      const asked = request(server.url ?? '', { agent: false }).on('error', () => undefined);
      asked.end();
      await until(() => response !== undefined);
      asked.destroy();
      await until(() => response?.destroyed === true);
      if (response !== undefined) sendText(response, 200, 'too late');
      expect(reported).to.deep.equal([]);
    });
  });

  describe('says where it is:', () => {
    it('on every address, by that of loopback', async () => {
      const server = make({ host: '0.0.0.0' });
      await server.open(report);
      expect(server.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(await bodyOf(server)).to.equal('hello');
    });

    it('by a name, by its address', async () => {
      const server = make({ host: 'localhost' });
      await server.open(report);
      expect(server.url).to.match(/^http:\/\/(127\.0\.0\.1|\[::1\]):\d+$/);
      expect(await bodyOf(server)).to.equal('hello');
    });

    const hasIPv6 = Object.values(networkInterfaces()).some((addresses) =>
      addresses?.some(({ address }) => isIPv6(address)),
    );
    for (const host of ['::', '::1']) {
      (hasIPv6 ? it : it.skip)(`on ${host}, in brackets`, async () => {
        const server = make({ host });
        await server.open(report);
        expect(server.url).to.match(/^http:\/\/\[::1\]:\d+$/);
        expect(await bodyOf(server)).to.equal('hello');
      });
    }
  });

  it('knows the path of a request, however it was asked for', () => {
    for (const [url, path] of [
      ['/metrics', '/metrics'],
      ['/metrics?a=/b', '/metrics'],
      ['/metrics#part', '/metrics'],
      ['http://page:1/metrics?a', '/metrics'],
      ['HTTPS://page', '/'],
      ['//page/metrics', '//page/metrics'],
      ['', '/'],
    ] as const)
      expect(pathOf(asking(url)), url).to.equal(path);
  });

  it('takes no port and no host that cannot be one, and names the plugin', () => {
    expect(() => make({ port: 0.5 })).to.throw(
      RangeError,
      'page: port must be a whole number from 0 to 65535, got 0.5',
    );
    expect(() => make({ port: '80' as unknown as number })).to.throw(RangeError, 'got "80"');
    expect(() => make({ host: '' })).to.throw(TypeError, 'page: host must be an address to listen on, got ""');
    expect(() => make({ host: undefined as unknown as string })).to.throw(TypeError, 'got undefined');
  });
});
