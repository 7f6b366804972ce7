import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

import type { Random } from '../../../src/index.js';

/** How connections break. Chances are per piece of data that passes, so about per request and per answer. */
export interface Cuts {
  /** The request does not arrive, or arrives in part. */
  readonly request: number;
  /** The request arrives and is carried out; nobody hears of it. */
  readonly afterRequest: number;
  /** The answer is on its way and arrives in part or not at all. */
  readonly answer: number;
}

export interface CuttingProxy {
  /** In the place of the server's. */
  readonly url: string;
  /** Cuts so far. */
  readonly cuts: Readonly<Record<keyof Cuts, number>>;
  /** From here on nothing is cut. */
  heal(): void;
  close(): Promise<void>;
}

/**
 * A TCP proxy in front of the server that breaks connections at random, in the middle of whatever they carry.
 *
 * @param port where it listens; 0 for any
 */
export async function startCuttingProxy(
  serverUrl: string,
  chances: Cuts,
  random: Random,
  port = 0,
): Promise<CuttingProxy> {
  const target = new URL(serverUrl);
  const cuts = { request: 0, afterRequest: 0, answer: 0 };
  const sockets = new Set<Socket>();
  let isHealed = false;
  const happens = (cut: keyof Cuts): boolean => {
    if (isHealed || random() >= chances[cut]) return false;
    cuts[cut] += 1;
    return true;
  };
  const pieceOf = (data: Buffer): Buffer => data.subarray(0, Math.floor(random() * data.length));

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      // Its other end is told by `close`.
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        (socket === client ? upstream : client).destroy();
      });
    }
    client.on('data', (data) => {
      if (happens('request')) {
        // Half a request and then the end of the connection: the server gives it up.
        upstream.end(pieceOf(data));
        client.resetAndDestroy();
      } else {
        upstream.write(data);
        if (happens('afterRequest')) upstream.end(() => client.resetAndDestroy());
      }
    });
    upstream.on('data', (data) => {
      if (happens('answer')) client.end(pieceOf(data));
      else client.write(data);
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cuts,
    heal: () => {
      isHealed = true;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
