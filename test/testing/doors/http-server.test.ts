import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';

import { expect } from 'chai';

import { createApi } from '../../../src/testing/api/api.js';
import { json, text as textAnswer } from '../../../src/testing/api/answer.js';
import { ClosableClock } from '../../../src/testing/clock/closable-clock.js';
import { PollHolder } from '../../../src/testing/api/poll-holder.js';
import { ConnectionLost, type Api, type ApiRequest } from '../../../src/testing/api/request.js';
import { listen, type HttpDoor } from '../../../src/testing/doors/http-server.js';
import { Engine } from '../../../src/testing/engine/engine.js';
import { systemClock } from '../../../src/time/clock.js';

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly agent?: Agent;
}

interface Heard {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Asks with nothing in between that encodes a path or adds headers. */
async function ask(
  door: HttpDoor,
  path: string,
  { method = 'GET', headers = {}, body, agent }: Asked = {},
): Promise<Heard> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const { port } = door;
    const sent = httpRequest({ port, host: '127.0.0.1', path, method, headers, agent: agent ?? false }, resolve);
    sent.once('error', reject);
    sent.end(body);
  });
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

/** Sends bytes as they are, and returns what comes back until the connection ends. */
function raw(door: HttpDoor, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(door.port, '127.0.0.1', () => socket.write(bytes));
    let heard = '';
    socket.on('data', (piece) => (heard += piece.toString('utf8')));
    socket.once('end', () => socket.end());
    socket.once('close', () => resolve(heard));
    socket.once('error', reject);
  });
}

async function failureOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
  return 'it did not fail';
}

const JSON_TYPE = { 'content-type': 'application/json' };

describe('the HTTP door', () => {
  const doors: HttpDoor[] = [];

  async function open(api: Api): Promise<HttpDoor> {
    const door = await listen(api);
    doors.push(door);
    return door;
  }

  async function openConductor(): Promise<{
    readonly door: HttpDoor;
    readonly engine: Engine;
    readonly polls: PollHolder;
  }> {
    // The timeouts of tasks that nobody ends must not keep the process running.
    const clock = new ClosableClock(systemClock);
    const engine = new Engine({ clock });
    const polls = new PollHolder(engine.tasks, clock, 'firstTask');
    return { engine, polls, door: await open(createApi({ engine, polls, clock })) };
  }

  afterEach(async () => {
    await Promise.all(doors.splice(0).map((door) => door.close()));
  });

  it('answers what the API answers, with its type and length', async () => {
    const { door } = await openConductor();
    const { status, headers, body } = await ask(door, '/api/version');
    expect({ status, body }).to.deep.equal({ status: 200, body: '3.32.3' });
    expect(headers).to.include({ 'content-type': 'text/plain;charset=UTF-8', 'content-length': '6' });
  });

  it('tells where it listens, and can be asked there', async () => {
    const { door } = await openConductor();
    expect(door.url).to.equal(`http://127.0.0.1:${door.port}`);
    expect(await (await fetch(`${door.url}/health`)).json()).to.include({ healthy: true });
  });

  it('answers 204 and an empty 200 without a body and without a type', async () => {
    const { door } = await openConductor();
    const none = await ask(door, '/api/tasks/x/log');
    expect(none).to.include({ status: 204, body: '' });
    expect(none.headers).to.not.have.any.keys('content-type', 'content-length');
    const empty = await ask(door, '/api/tasks/x/log', { method: 'POST', body: 'line' });
    expect(empty).to.include({ status: 200, body: '' });
    expect(empty.headers).to.include({ 'content-length': '0' }).and.not.have.property('content-type');
  });

  it('gives the API the method, path, query, headers in lower case and the body of a request', async () => {
    const requests: ApiRequest[] = [];
    const door = await open({
      handle: (request) => {
        requests.push(request);
        return json({ ok: true }, 201);
      },
    });
    const asked = { method: 'PUT', headers: { 'Content-Type': 'text/plain', 'X-Two': 'a' }, body: 'grüße' };
    expect(await ask(door, '/a%20b/c?d=e%20f&g', asked)).to.include({ status: 201, body: '{"ok":true}' });
    const [request] = requests;
    expect(request).to.include({ method: 'PUT', path: '/a%20b/c', query: 'd=e%20f&g', body: 'grüße' });
    expect(request?.headers).to.include({ 'content-type': 'text/plain', 'x-two': 'a' });
  });

  it('puts letters together that come in pieces', async () => {
    const door = await open({ handle: ({ body }) => textAnswer(body) });
    const bytes = Buffer.from('€€€');
    const heard = await new Promise<string>((resolve, reject) => {
      const sent = httpRequest(
        { port: door.port, host: '127.0.0.1', method: 'POST', path: '/', agent: false },
        (response) => {
          text(response).then(resolve, reject);
        },
      );
      sent.once('error', reject);
      sent.write(bytes.subarray(0, 4));
      sent.end(bytes.subarray(4));
    });
    expect(heard).to.equal('€€€');
  });

  it('answers HEAD as GET, without the body', async () => {
    const { door } = await openConductor();
    const known = await ask(door, '/api/version', { method: 'HEAD' });
    expect(known).to.include({ status: 200, body: '' });
    expect(known.headers).to.include({ 'content-length': '6' });
    expect(await ask(door, '/nope', { method: 'HEAD' })).to.include({ status: 404, body: '' });
    expect(await ask(door, '/api/tasks', { method: 'HEAD' })).to.include({ status: 405, body: '' });
  });

  it('answers OPTIONS with the methods of a path, and 404 where there is none', async () => {
    const { door } = await openConductor();
    const known = await ask(door, '/api/tasks/x', { method: 'OPTIONS' });
    expect(known).to.include({ status: 200, body: '' });
    expect(known.headers).to.have.property('allow', 'GET,HEAD,OPTIONS');
    expect((await ask(door, '/api/tasks', { method: 'OPTIONS' })).headers).to.have.property('allow', 'POST,OPTIONS');
    expect(await ask(door, '/nope', { method: 'OPTIONS' })).to.have.property('status', 404);
  });

  it('closes the connection after 400 and 500, and after no other answer', async () => {
    const { door } = await openConductor();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const connectionAfter = async (path: string, asked: Asked = {}): Promise<string> => {
      const { status, headers } = await ask(door, path, { ...asked, agent });
      return `${status} ${headers.connection}`;
    };
    try {
      expect([
        await connectionAfter('/api/version'),
        await connectionAfter('/api/tasks/x'),
        await connectionAfter('/api/tasks'),
        await connectionAfter('/api/tasks', { method: 'POST', headers: JSON_TYPE, body: '{}' }),
        await connectionAfter('/api/tasks', { method: 'POST' }),
        await connectionAfter('/api/version'),
      ]).to.deep.equal([
        '200 keep-alive',
        '404 keep-alive',
        '405 keep-alive',
        '400 close',
        '500 close',
        '200 keep-alive',
      ]);
    } finally {
      agent.destroy();
    }
  });

  it('closes a connection with the hundredth answer', async () => {
    const { door } = await openConductor();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      const connections: (string | undefined)[] = [];
      for (let count = 0; count < 101; count++) {
        connections.push((await ask(door, '/api/version', { agent })).headers.connection);
      }
      expect(connections.indexOf('close')).to.equal(99);
      expect(connections[100]).to.equal('keep-alive');
    } finally {
      agent.destroy();
    }
  });

  it('does not unpack bodies: what is packed is no JSON', async () => {
    const { door } = await openConductor();
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };
    const { status, body } = await ask(door, '/api/tasks', { method: 'POST', headers, body: gzipSync('{}') });
    expect(status).to.equal(500);
    expect(JSON.parse(body))
      .to.have.property('message')
      .that.matches(/^JSON parse error: /);
  });

  it('knows no path with a slash too many', async () => {
    const { door } = await openConductor();
    for (const path of ['/api/tasks/x/', '/api//tasks/x', '//api/tasks/x', '/api/version/']) {
      expect(await ask(door, path), path).to.have.property('status', 404);
    }
  });

  it('refuses in HTML what the container of the server refuses', async () => {
    const { door } = await openConductor();
    const refused = [
      '/api/tasks/poll/a%2Fb',
      '/api/tasks/poll/a%5cb',
      '/api/tasks/poll/%zz',
      '/api/tasks/poll/%c3%28',
      '/a%00b',
    ];
    const unencoded = [
      'a|b',
      'a"b',
      '{x}',
      'x?a=[1]',
      'x?a={1}',
      'x?a=^',
      'x?a=`',
      'x?a=<',
      'x`y',
      'x[y',
      'x\\y',
      'x#y',
    ];
    for (const path of [...refused, ...unencoded.map((part) => `/api/tasks/poll/${part}`)]) {
      const { status, headers, body } = await ask(door, path);
      expect({ status, type: headers['content-type'], connection: headers.connection }, path).to.deep.equal({
        status: 400,
        type: 'text/html;charset=utf-8',
        connection: 'close',
      });
      expect(body).to.include('HTTP Status 400');
    }
  });

  it('takes heads of up to 8 kB', async () => {
    const { door } = await openConductor();
    expect(await ask(door, '/api/version', { headers: { 'x-long': 'a'.repeat(7_900) } })).to.have.property(
      'status',
      200,
    );
    const tooLong = await raw(door, `GET /api/version HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(9_000)}\r\n\r\n`);
    expect(tooLong).to.match(/^HTTP\/1\.1 400 \r\n[^]*text\/html[^]*HTTP Status 400/);
  });

  it('answers 400 to what is no HTTP, and goes on', async () => {
    const { door } = await openConductor();
    expect(await raw(door, 'hello\r\n\r\n')).to.match(/^HTTP\/1\.1 400 \r\n/);
    expect(await ask(door, '/api/version')).to.have.property('status', 200);
  });

  it('refuses bodies that would fill the memory, once they have come', async () => {
    const { door } = await openConductor();
    const body = Buffer.alloc(33 * 1024 * 1024, 32);
    const { status, headers } = await ask(door, '/api/tasks', { method: 'POST', headers: JSON_TYPE, body });
    expect({ status, connection: headers.connection }).to.deep.equal({ status: 413, connection: 'close' });
  });

  it('holds a poll until a task comes', async () => {
    const { door, engine, polls } = await openConductor();
    const waiting = ask(door, '/api/tasks/poll/batch/charge?count=1&timeout=5000');
    await held(polls, 1);
    startOrder(engine);
    const { status, body } = await waiting;
    expect(status).to.equal(200);
    expect(JSON.parse(body)).to.have.lengthOf(1);
  });

  it('hands a task to a poll whose client has gone, as the server does', async () => {
    const { door, engine, polls } = await openConductor();
    const gone = new AbortController();
    const polling = fetch(`${door.url}/api/tasks/poll/batch/charge?count=1&timeout=5000`, { signal: gone.signal });
    await held(polls, 1);
    gone.abort();
    expect(await failureOf(polling)).to.not.equal('it did not fail');
    startOrder(engine);
    await held(polls, 0);
    expect(engine.tasks.poll({ taskType: 'charge' })).to.deep.equal([]);
  });

  it('tells the API when whoever asked has gone', async () => {
    const gone = new AbortController();
    let signal: AbortSignal | undefined;
    const arrived = new Promise<void>((resolve) => {
      void open({
        handle: (request) => {
          ({ signal } = request);
          resolve();
          return new Promise(() => undefined);
        },
      }).then((door) => fetch(door.url, { signal: gone.signal }).catch(() => undefined));
    });
    await arrived;
    const aborted = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
    gone.abort();
    await aborted;
    expect(signal?.aborted).to.equal(true);
  });

  it('cuts the connection when the API plays a lost one', async () => {
    const door = await open({
      handle: () => {
        throw new ConnectionLost('lost');
      },
    });
    expect(await failureOf(ask(door, '/'))).to.equal('ECONNRESET');
  });

  it('answers 500 to an API that fails, and goes on', async () => {
    const door = await open({ handle: () => Promise.reject(new Error('broken')) });
    for (const _ of [1, 2]) {
      const { status, body } = await ask(door, '/');
      expect(status).to.equal(500);
      expect(JSON.parse(body)).to.have.property('message', 'broken');
    }
  });

  it('cuts what is under way when it is closed, and frees its port', async () => {
    const { door, polls } = await openConductor();
    const waiting = failureOf(ask(door, '/api/tasks/poll/batch/charge?count=1&timeout=5000'));
    await held(polls, 1);
    await door.close();
    expect(await waiting).to.equal('ECONNRESET');
    polls.releaseAll();
    const next = await listen({ handle: () => textAnswer('next') }, { port: door.port });
    doors.push(next);
    expect(await ask(next, '/')).to.have.property('body', 'next');
  });

  it('says so when its port is taken', async () => {
    const { door } = await openConductor();
    expect(await failureOf(listen({ handle: () => textAnswer('') }, { port: door.port }))).to.equal('EADDRINUSE');
  });
});

function startOrder(engine: Engine): void {
  const charge = { name: 'charge', taskReferenceName: 'charge', type: 'SIMPLE' };
  engine.metadata.updateWorkflowDefs([{ name: 'order', version: 1, tasks: [charge] }]);
  engine.workflows.start({ name: 'order' });
}

/** Waits until so many polls are held. */
function held(polls: PollHolder, count: number): Promise<void> {
  if (polls.size === count) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = polls.onChange(() => {
      if (polls.size !== count) return;
      stop();
      resolve();
    });
  });
}
