import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RunnerHost } from '../../src/index.js';
import { PluginServer, pathOf, sendText } from '../shared/plugin-server.js';
import { refusalOf, setSecurityHeaders } from './access.js';
import { Board } from './board.js';
import { EventStreams } from './event-streams.js';
import type { DashboardSettings } from './options.js';
import { PageFiles } from './page-files.js';

/*
 *   path            answer
 *   /               the page; beside it, its other files by their names
 *   /api/snapshot   everything at this moment
 *   /api/events     the same as it changes: see event-streams.ts
 */

/** The page's server, for all runners that one plugin object was given to. */
export class Site {
  readonly #settings: DashboardSettings;
  readonly #now: () => number;
  readonly #server: PluginServer;
  readonly #streams: EventStreams;
  readonly #files = new PageFiles();
  /** Absent while there is no runner. */
  #board: Board | undefined;
  /** Of the runners that have not stopped: one of them is told of what goes wrong here. */
  readonly #hosts = new Set<RunnerHost>();

  constructor(settings: DashboardSettings, now: () => number = Date.now) {
    this.#settings = settings;
    this.#now = now;
    const { port, host, intervalMs } = settings;
    this.#server = new PluginServer({ plugin: 'dashboard', port, host }, (request, response) =>
      this.#answer(request, response),
    );
    this.#streams = new EventStreams({
      intervalMs,
      onError: (error) => this.#report(error, 'open pages could not be told what is new'),
    });
  }

  get url(): string | undefined {
    return this.#server.url;
  }

  /** Shows a runner, until it has stopped. */
  async show(host: RunnerHost): Promise<void> {
    this.#hosts.add(host);
    this.#board ??= new Board(this.#settings, this.#now, () => this.#streams.renew());
    const leave = this.#board.watch(host);
    host.defer(async () => {
      this.#hosts.delete(host);
      if (leave() === 'last') {
        this.#board = undefined;
        await this.#streams.close();
      }
      await this.#server.close();
    });
    await this.#server.open((error, cause) => this.#report(error, cause));
  }

  #report(error: unknown, cause: string): void {
    const [host] = this.#hosts;
    host?.reportError(error, cause);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    setSecurityHeaders(response);
    const path = pathOf(request);
    const refusal = refusalOf(request, path, this.#settings);
    if (refusal !== undefined) {
      sendText(response, 403, `${refusal}\n`);
      return;
    }
    switch (path) {
      case '/api/snapshot':
        this.#sendSnapshot(response);
        return;
      case '/api/events':
        this.#openStream(request, response);
        return;
      default: {
        const file = await this.#files.find(path);
        if (file === undefined) sendText(response, 404, 'There is nothing here; the page is at /.\n');
        else
          response
            .writeHead(200, { 'content-type': file.type, 'content-length': file.content.length })
            .end(file.content);
      }
    }
  }

  #sendSnapshot(response: ServerResponse): void {
    if (this.#board === undefined) {
      sendStopped(response);
      return;
    }
    const body = Buffer.from(JSON.stringify(this.#board.read().snapshot()));
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
    response.end(body);
  }

  #openStream(request: IncomingMessage, response: ServerResponse): void {
    const board = this.#board;
    if (board === undefined) sendStopped(response);
    else if (request.method === 'HEAD') response.writeHead(200, { 'content-type': 'text/event-stream' }).end();
    else if (this.#streams.isFull)
      sendText(response, 503, 'Too many pages are open already.\n', { 'retry-after': '30' });
    else this.#streams.open(response, () => board.read());
  }
}

function sendStopped(response: ServerResponse): void {
  sendText(response, 503, 'The runner has stopped.\n');
}
