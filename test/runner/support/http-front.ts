import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { systemClock } from '../../../src/time/clock.js';
import { ScriptedServer } from './scripted-server.js';

/**
 * A scripted server behind a real socket, in real time: for tests that cut connections on purpose, or count them. What a script throws
 * becomes a connection that is reset.
 */
export class HttpFront {
  readonly server = new ScriptedServer(systemClock);
  readonly #http = createServer((request, response) => void this.#handle(request, response));
  readonly #sockets = new Set<Socket>();

  constructor() {
    // The server itself closes none of them.
    this.#http.keepAliveTimeout = 60_000;
    this.#http.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  /** @returns the URL to give to a client */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/api`;
  }

  /** Connections that clients hold open at this moment. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Resolves when clients hold no connection open any more. */
  noConnections(): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        const [socket] = this.#sockets;
        if (socket === undefined) resolve();
        else socket.once('close', look);
      };
      look();
    });
  }

  close(): Promise<void> {
    this.#http.closeAllConnections();
    return new Promise((resolve) => void this.#http.close(() => resolve()));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    try {
      const answer = await this.server.transport.send({
        ...{ method: request.method ?? 'GET', path: request.url ?? '/', headers: {}, body },
        ...{ lane: 'other', timeoutMs: 0, signal: undefined },
      });
      for (const [name, value] of answer.headers.entries()) response.setHeader(name, value);
      response.writeHead(answer.status).end(answer.body);
    } catch {
      // The scripted loss of a request or an answer.
      request.socket.destroy();
    }
  }
}
