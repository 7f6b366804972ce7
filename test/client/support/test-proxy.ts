import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** An HTTP proxy on loopback. Whatever host is asked for, it connects to the port given. */
export class TestProxy {
  /** The targets of the CONNECT requests it took. */
  readonly targets: string[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();

  private constructor(targetPort: number, credentials: string | undefined) {
    this.#server = createServer((_request, response) => response.writeHead(405).end());
    this.#server.on('connection', (socket: Socket) => this.#sockets.add(socket));
    this.#server.on('connect', (request, downstream: Duplex) => {
      const expected = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
      if (request.headers['proxy-authorization'] !== expected) {
        downstream.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
        return;
      }
      this.targets.push(request.url ?? '');
      const upstream = connect(targetPort, '127.0.0.1', () => {
        downstream.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(downstream).pipe(upstream);
      });
      this.#sockets.add(upstream);
      upstream.on('error', () => downstream.destroy());
      downstream.on('error', () => upstream.destroy());
    });
  }

  static async start(targetPort: number, credentials?: string): Promise<TestProxy> {
    const proxy = new TestProxy(targetPort, credentials);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
