import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * The HTTP server of a plugin that has a page or an endpoint. One plugin object may serve several runners, so that it is opened and
 * closed once for each of them.
 *
 *   state      what it means                              what moves it
 *   closed     nobody needs it                            the first open -> binding
 *   binding    asks for its port                          bound -> listening · refused -> waiting · the last close -> closing
 *   waiting    the port was refused, and is asked for     time is up -> binding · the last close -> closed
 *              again: the process that has it may be
 *              one that is just being replaced
 *   listening  answers requests                           the last close -> closing
 *   closing    gives its port back                        done -> closed, and then the next open -> binding
 *
 * It never keeps the process alive: that is for the runner to do.
 */

const RETRY_MS = 5_000;

/** Tells of something that went wrong: `reportError` of a plugin's host. */
export type Report = (error: unknown, cause: string) => void;

export interface PluginServerSettings {
  /** Names the plugin in errors. */
  readonly plugin: string;
  /** 0 for any free one. */
  readonly port: number;
  /** The address to listen on: `127.0.0.1` for this machine only, `0.0.0.0` for everyone. */
  readonly host: string;
  /** After how long a port that was refused is asked for again. Default 5,000. */
  readonly retryMs?: number;
}

/** Answers one request. What it throws or rejects with is reported, and answered with 500. Only GET and HEAD come here. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Listens for as long as at least one runner needs it. A port that is taken is reported, and asked for again. */
export class PluginServer {
  readonly #settings: PluginServerSettings;
  readonly #retryMs: number;
  readonly #answer: Answer;
  #users = 0;
  #server: Server | undefined;
  #opening: Promise<void> = Promise.resolve();
  #closing: Promise<void> = Promise.resolve();
  #retry: NodeJS.Timeout | undefined;
  #report: Report = () => undefined;

  /** @throws RangeError for a port, and TypeError for a host, that cannot be one; they name the plugin */
  constructor(settings: PluginServerSettings, answer: Answer) {
    checkPort(settings);
    this.#settings = settings;
    this.#retryMs = settings.retryMs ?? RETRY_MS;
    this.#answer = answer;
  }

  /** Where it can be reached, as `http://127.0.0.1:9090`; `undefined` while it does not listen. */
  get url(): string | undefined {
    const address = this.#server?.address();
    if (address === null || address === undefined || typeof address === 'string') return undefined;
    return `http://${reachable(address)}:${address.port}`;
  }

  /** Begins to listen, if it does not yet. Resolves when it is known whether the port could be had, and never rejects. */
  async open(report: Report): Promise<void> {
    this.#users += 1;
    this.#report = report;
    // The port may not be free again yet: the runner before may have been stopped a moment ago.
    if (this.#users === 1) this.#opening = this.#closing.then(() => this.#bind(true));
    await this.#opening;
  }

  /** The counterpart of `open`: after the last one it listens no more, and its connections are cut. */
  async close(): Promise<void> {
    if (this.#users === 0) throw new Error(`the server of ${this.#settings.plugin} was closed more often than opened`);
    this.#users -= 1;
    if (this.#users === 0) this.#closing = this.#end();
    await this.#closing;
  }

  async #end(): Promise<void> {
    await this.#opening;
    clearTimeout(this.#retry);
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  #bind(isFirst: boolean): Promise<void> {
    const { plugin, port, host } = this.#settings;
    const server = createServer((request, response) => void this.#respond(request, response));
    // Nor does an open connection keep the process alive, whether it has asked for something or not.
    server.on('connection', (socket) => socket.unref());
    return new Promise((resolve) => {
      server.once('error', (error) => {
        // Asked for again in silence: one report is enough to know.
        const again = `this is tried again every ${this.#retryMs / 1_000} s`;
        if (isFirst) this.#report(error, `cannot listen on ${host} port ${port}; ${again}`);
        if (this.#users > 0) {
          this.#retry = setTimeout(() => {
            this.#opening = this.#bind(false);
          }, this.#retryMs);
          this.#retry.unref();
        }
        resolve();
      });
      server.listen(port, host, () => {
        server.removeAllListeners('error');
        server.on('error', (error) => this.#report(error, `the server of ${plugin} failed`));
        server.unref();
        this.#server = server;
        resolve();
      });
    });
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (request.method === 'GET' || request.method === 'HEAD') await this.#answer(request, response);
      else sendText(response, 405, 'Only GET and HEAD are answered here.\n', { allow: 'GET, HEAD' });
    } catch (error) {
      this.#report(error, `${request.method ?? ''} ${pathOf(request).slice(0, 100)} could not be answered`);
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'The answer could not be made; the error is told by the runner.\n');
    }
  }
}

/** Answers with a text that nobody keeps. */
export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(text);
}

/** The path of a request, without its query. Requests may come with whole URLs, too. */
export function pathOf(request: IncomingMessage): string {
  const path = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
  return path.replace(/^https?:\/\/[^/]*/i, '') || '/';
}

function checkPort({ plugin, port, host }: PluginServerSettings): void {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new RangeError(`${plugin}: port must be a whole number from 0 to 65535, got ${shown(port)}`);
  if (typeof host !== 'string' || host === '')
    throw new TypeError(`${plugin}: host must be an address to listen on, got ${shown(host)}`);
}

/** A string in quotes, so that `"80"` is not taken for 80. */
function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function reachable({ address, family }: AddressInfo): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return family === 'IPv6' ? `[${address}]` : address;
}
