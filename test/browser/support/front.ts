import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands between the browser and the page's server, and can be in the way. */
export class Front {
  readonly url: string;
  readonly #server: Server;
  readonly #open = new Set<ServerResponse>();
  #isCut = false;
  #isHushed = false;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async before(origin: string): Promise<Front> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const front = new Front(server);
    server.on('request', (request, response) => void front.#forward(`${origin}${request.url ?? ''}`, response));
    return front;
  }

  cut(): void {
    this.#isCut = true;
    for (const response of this.#open) response.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  /** Open connections stay open, and nothing comes through them any more. */
  hush(): void {
    this.#isHushed = true;
  }

  close(): Promise<void> {
    this.#isCut = true;
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #forward(url: string, response: ServerResponse): Promise<void> {
    if (this.#isCut) {
      response.destroy();
      return;
    }
    this.#open.add(response);
    const gone = new AbortController();
    response.once('close', () => {
      this.#open.delete(response);
      gone.abort();
    });
    try {
      const answer = await fetch(url, { signal: gone.signal });
      response.writeHead(
        answer.status,
        Object.fromEntries(
          ['content-type', 'content-security-policy'].map((name) => [name, answer.headers.get(name) ?? '']),
        ),
      );
      if (answer.body !== null) for await (const piece of answer.body) if (!this.#isHushed) response.write(piece);
      response.end();
    } catch {
      // The browser has gone, or the page's server: either way there is nothing more to forward.
      response.destroy();
    }
  }
}
