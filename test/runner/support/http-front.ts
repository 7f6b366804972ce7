import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../../src/time/clock.js';
import { ScriptedServer } from './scripted-server.js';

/** A scripted server behind a real socket, in real time. What a script throws becomes a connection that is reset. */
export class HttpFront {
  readonly server = new ScriptedServer(systemClock);
  readonly #http = createServer((request, response) => void this.#handle(request, response));

  /** @returns the URL to give to a client */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/api`;
  }

  /** Connections that clients hold open at this moment. */
  connections(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#http.getConnections((error, count) => {
        if (error === null) resolve(count);
        else reject(error);
      });
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
