import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { setSecurityHeaders } from '../../../plugins/dashboard/access.js';
import type { Snapshot, Update } from '../../../plugins/dashboard/index.js';
import { PageFiles } from '../../../plugins/dashboard/page-files.js';

/** Serves the page as the plugin does, with what a test says instead of a runner. */
export class ScriptedSite {
  readonly url: string;
  /** Whether the stream is refused, as when too many pages are open. */
  isRefusing = false;
  /** When the stream was asked for, by `performance.now()`. */
  readonly askedAt: number[] = [];
  readonly #server: Server;
  readonly #files = new PageFiles();
  readonly #streams = new Set<ServerResponse>();
  #snapshot: Snapshot;

  private constructor(server: Server, snapshot: Snapshot) {
    this.#server = server;
    this.#snapshot = snapshot;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    server.on('request', (request, response) => void this.#answer(request, response));
  }

  static async showing(snapshot: Snapshot): Promise<ScriptedSite> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ScriptedSite(server, snapshot);
  }

  /** To pages that are open, and to those that come. */
  show(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#tell('snapshot', snapshot);
  }

  update(update: Update): void {
    this.#tell('update', update);
  }

  /** The runner has stopped. */
  bye(): void {
    this.#tell('bye', {});
    for (const stream of this.#streams) stream.end();
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #tell(event: string, data: unknown): void {
    for (const stream of this.#streams) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    setSecurityHeaders(response);
    if (request.url === '/api/events') {
      this.askedAt.push(performance.now());
      if (this.isRefusing) {
        response.writeHead(503).end();
        return;
      }
      this.#streams.add(response);
      response.on('close', () => this.#streams.delete(response));
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      response.write(`event: snapshot\ndata: ${JSON.stringify(this.#snapshot)}\n\n`);
      return;
    }
    const file = await this.#files.find(request.url ?? '');
    if (file === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': file.type }).end(file.content);
  }
}
