import type { ServerResponse } from 'node:http';

/*
 * The pages that are open. Each is told of the same update at each interval.
 *
 *   state      what it means                                          what moves it
 *   current    was told everything up to now                          what it was told last is still on its way -> behind
 *                                                                     there is something that no update tells -> behind
 *   behind     gets nothing, so that nothing piles up                 all has been sent: a whole snapshot -> current
 *                                                                     nothing was taken for 30 s -> closed
 *   closed     gone; a browser connects again by itself               –
 *
 * There are no timers while no page is open.
 */

const MAX_STREAMS = 20;
/** How soon a browser connects again. */
const RETRY_MS = 2_000;
/** Proxies close connections on which nothing happens. */
const HEARTBEAT_MS = 15_000;
const GIVE_UP_MS = 30_000;
/** How long the last words may take. */
const FAREWELL_MS = 500;

/** What there is to tell at one moment. Called for what is needed only. */
export interface News {
  readonly snapshot: () => unknown;
  readonly update: () => unknown;
}

interface Stream {
  readonly response: ServerResponse;
  /** Since when it is behind. */
  behindSince: number | undefined;
}

export interface EventStreamsSettings {
  readonly intervalMs: number;
  /** How often a page is sent something in any case. */
  readonly heartbeatMs?: number;
  /** How long a page may take nothing. */
  readonly giveUpMs?: number;
  /** Told when a page could not be told. */
  readonly onError: (error: unknown) => void;
}

/** Server-sent events to every open page. */
export class EventStreams {
  readonly #settings: Required<EventStreamsSettings>;
  readonly #streams = new Set<Stream>();
  #timers: readonly NodeJS.Timeout[] = [];
  #read: (() => News) | undefined;

  constructor(settings: EventStreamsSettings) {
    this.#settings = { heartbeatMs: HEARTBEAT_MS, giveUpMs: GIVE_UP_MS, ...settings };
  }

  get isFull(): boolean {
    return this.#streams.size >= MAX_STREAMS;
  }

  /** Answers a request with an event stream, beginning with a whole snapshot. */
  open(response: ServerResponse, read: () => News): void {
    const snapshot = message('snapshot', read().snapshot());
    this.#read = read;
    const stream: Stream = { response, behindSince: undefined };
    this.#streams.add(stream);
    response.on('close', () => this.#closed(stream));
    response.on('error', () => this.#closed(stream));
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
    response.write(`retry: ${RETRY_MS}\n\n${snapshot}`);
    if (this.#timers.length > 0) return;
    this.#timers = [
      setInterval(() => afterNextTurn(() => this.#contained(() => this.tell())), this.#settings.intervalMs).unref(),
      setInterval(() => this.#beat(), this.#settings.heartbeatMs).unref(),
    ];
  }

  /** Every page needs a whole snapshot: there is something that an update does not tell. */
  renew(): void {
    for (const stream of this.#streams) stream.behindSince ??= performance.now();
  }

  /** Tells every page what is new, but for those that have not taken yet what they were told before. */
  tell(): void {
    if (this.#streams.size === 0 || this.#read === undefined) return;
    const news = this.#read();
    const update = message('update', news.update());
    let snapshot: string | undefined;
    for (const stream of this.#streams) {
      const { response } = stream;
      if (response.writableLength > 0) {
        stream.behindSince ??= performance.now();
        if (performance.now() - stream.behindSince > this.#settings.giveUpMs) response.destroy();
      } else if (stream.behindSince === undefined) {
        response.write(update);
      } else {
        stream.behindSince = undefined;
        response.write((snapshot ??= message('snapshot', news.snapshot())));
      }
    }
  }

  /** Tells the end, and ends every stream. Resolves when the pages have it, or after a moment. */
  async close(): Promise<void> {
    this.#contained(() => this.tell());
    const responses = [...this.#streams].map(({ response }) => response);
    if (responses.length === 0) return;
    const ends = responses.map((response) => {
      const ended = new Promise<void>((resolve) => void response.on('close', resolve));
      response.end(message('bye', {}));
      return ended;
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, FAREWELL_MS)));
    await Promise.race([Promise.all(ends), late]);
    clearTimeout(timer);
    for (const response of responses) response.destroy();
  }

  #beat(): void {
    for (const { response } of this.#streams) if (response.writableLength === 0) response.write(': still here\n\n');
  }

  #closed(stream: Stream): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  /** In a timer, where nobody would catch. */
  #contained(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#settings.onError(error);
    }
  }
}

function message(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * Calls a function once the event loop has gone round. If it was blocked until now, the timer that measures that has not fired yet, and
 * what is measured is told from one interval to the next.
 */
function afterNextTurn(run: () => void): void {
  setImmediate(() => setImmediate(run));
}
