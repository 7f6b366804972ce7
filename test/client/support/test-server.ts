import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

/** A request as it arrived. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type Handler = (request: RecordedRequest, response: ServerResponse, raw: IncomingMessage) => void;

/**
 * A server on loopback whose answers a test decides, request by request: for what transports have to live with, broken, slow and
 * encrypted connections among it. It knows nothing of Conductor.
 */
export class TestServer {
  readonly requests: RecordedRequest[] = [];
  readonly sockets = new Set<Socket>();
  /** Answers that are neither finished nor given up. */
  openResponses = 0;
  handler: Handler = (_request, response) => json(response, 200, {});
  readonly #server: Server;

  private constructor(create: (listener: RequestListener) => Server) {
    this.#server = create((raw, response) => {
      const chunks: Buffer[] = [];
      raw.on('data', (chunk: Buffer) => chunks.push(chunk));
      raw.on('end', () => {
        const request = {
          method: raw.method ?? '',
          url: raw.url ?? '',
          headers: raw.headers,
          body: Buffer.concat(chunks),
        };
        this.requests.push(request);
        this.openResponses += 1;
        response.on('close', () => (this.openResponses -= 1));
        this.handler(request, response, raw);
      });
    });
    this.#server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  static async start(tls?: ServerOptions): Promise<TestServer> {
    const server = new TestServer((listener) =>
      tls === undefined ? createServer(listener) : createTlsServer(tls, listener),
    );
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    server.scheme = tls === undefined ? 'http' : 'https';
    return server;
  }

  scheme = 'http';

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `${this.scheme}://127.0.0.1:${this.port}`;
  }

  /** Answers the coming requests one after the other, the last answer for all further ones. */
  answers(...handlers: Handler[]): void {
    let next = 0;
    this.handler = (...all) => handlers[Math.min(next++, handlers.length - 1)]?.(...all);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

export function send(response: ServerResponse, status: number, type: string | undefined, body: string | Buffer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...(type !== undefined && { 'content-type': type }), 'content-length': bytes.length });
  response.end(bytes);
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json', JSON.stringify(body));
}

/** An error as the server writes them. */
export function fail(response: ServerResponse, status: number, message: string, retryable = false): void {
  json(response, status, { status, message, instance: 'test-host', retryable });
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
