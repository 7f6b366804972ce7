import { request, type IncomingMessage } from 'node:http';

interface PageEvent {
  readonly name: string;
  readonly data: string;
}

/** An open page: reads the event stream, or does not read it. */
export class PageClient {
  readonly events: PageEvent[] = [];
  readonly #response: IncomingMessage;
  #unread = '';
  #isOver = false;
  #onChange: (() => void)[] = [];

  private constructor(response: IncomingMessage) {
    this.#response = response;
  }

  /** Rejects with the status when it is not 200. */
  static open(url: string, { reads = true } = {}): Promise<PageClient> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, path: '/api/events', agent: false });
      sent.on('error', reject);
      sent.on('response', (response) => {
        if (response.statusCode !== 200) {
          response.resume();
          reject(new Error(`status ${response.statusCode ?? 0}`));
          return;
        }
        const client = new PageClient(response);
        response.on('close', () => client.#over());
        response.on('error', () => client.#over());
        if (reads) client.read();
        resolve(client);
      });
      sent.end();
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get names(): readonly string[] {
    return this.events.map(({ name }) => name);
  }

  read(): void {
    this.#response.setEncoding('utf8').on('data', (chunk: string) => this.#add(chunk));
  }

  /** Waits for an event of that name, and for one that fits, from the beginning or from a place on. */
  async event(name: string, fits: (data: string) => boolean = () => true, from = 0): Promise<PageEvent> {
    for (;;) {
      const found = this.events.slice(from).find((event) => event.name === name && fits(event.data));
      if (found !== undefined) return found;
      if (this.#isOver) throw new Error(`the stream ended without ${name}: ${this.names.join(' ')}`);
      await this.#change();
    }
  }

  async over(): Promise<void> {
    while (!this.#isOver) await this.#change();
  }

  close(): void {
    this.#response.destroy();
  }

  #add(chunk: string): void {
    this.#unread += chunk;
    const messages = this.#unread.split('\n\n');
    this.#unread = messages.pop() ?? '';
    for (const message of messages) {
      const name = /^event: (.*)$/m.exec(message)?.[1];
      if (name !== undefined) this.events.push({ name, data: /^data: (.*)$/m.exec(message)?.[1] ?? '' });
    }
    this.#changed();
  }

  #over(): void {
    this.#isOver = true;
    this.#changed();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#onChange.push(resolve));
  }

  #changed(): void {
    for (const wake of this.#onChange.splice(0)) wake();
  }
}
