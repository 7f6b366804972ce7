import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { expect } from 'chai';
import { EventStreams, type EventStreamsSettings, type News } from '../../../plugins/dashboard/event-streams.js';

describe('event streams', () => {
  let server: Server;
  let socket: Socket;
  let received: string;
  const errors: unknown[] = [];

  /** One page on a socket that is read, or not. */
  async function open(settings: Partial<EventStreamsSettings>, read: () => News, reads = true): Promise<EventStreams> {
    const streams = new EventStreams({ intervalMs: 20, onError: (error) => errors.push(error), ...settings });
    server = createServer((_, response) => streams.open(response, read)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    received = '';
    if (reads) socket.setEncoding('utf8').on('data', (chunk) => (received += String(chunk)));
    socket.on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    return streams;
  }
  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  afterEach(() => {
    errors.length = 0;
    socket.destroy();
    server.closeAllConnections();
    server.close();
  });

  it('send something in any case, so that proxies keep the connection', async () => {
    await open({ intervalMs: 60_000, heartbeatMs: 20 }, () => ({ snapshot: () => 'all', update: () => 'new' }));
    await until(() => received.split(': still here\n\n').length > 3);
    expect(received).to.include('event: snapshot\ndata: "all"\n\n');
    expect(received).to.not.include('event: update');
  });

  it('give a page up that takes nothing for long', async () => {
    const much = 'x'.repeat(8_000_000);
    await open({ giveUpMs: 200 }, () => ({ snapshot: () => much, update: () => much }), false);
    const connections = (): Promise<number> =>
      new Promise((resolve) => void server.getConnections((_, count) => resolve(count)));
    while ((await connections()) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    while ((await connections()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('make what they send only when it is needed, and once for all', async () => {
    const made: string[] = [];
    const read = (): News => ({
      snapshot: () => made.push('snapshot'),
      update: () => made.push('update'),
    });
    const streams = await open({ intervalMs: 60_000 }, read);
    const told = (): readonly string[] | null => received.match(/(?<=^event: ).*$/gm);
    const toldSoFar = (count: number): Promise<void> => until(() => told()?.length === count);
    await toldSoFar(1);
    streams.tell();
    await toldSoFar(2);
    streams.renew();
    streams.tell();
    await toldSoFar(3);
    streams.tell();
    await toldSoFar(4);
    expect(made).to.deep.equal(['snapshot', 'update', 'update', 'snapshot', 'update']);
    await streams.close();
    await until(() => received.includes('bye'));
    expect(told()).to.deep.equal(['snapshot', 'update', 'snapshot', 'update', 'update', 'bye']);
  });

  it('report what goes wrong while they are told, and go on', async () => {
    let isBroken = true;
    await open({}, () => ({
      snapshot: () => 'all',
      update: () => {
        if (isBroken) throw new Error('a supplier of slots that throws');
        return 'new';
      },
    }));
    await until(() => errors.length > 0);
    isBroken = false;
    await until(() => received.includes('event: update'));
    expect(errors[0]).to.be.an('error').with.property('message', 'a supplier of slots that throws');
  });
});
