/** One event of a stream. */
export interface ServerSentEvent {
  /** The `data` lines, joined by line feeds; `undefined` if there were none. */
  readonly data: string | undefined;
  readonly event: string | undefined;
  /** The last `id` of the stream so far. */
  readonly id: string | undefined;
  /** How long to wait before connecting again, if this event says so. */
  readonly retryMs: number | undefined;
}

/**
 * Parses an event stream (HTML Standard, "Server-sent events") chunk by chunk. What an unfinished last event holds is dropped, as the
 * standard demands.
 */
export class ServerSentEventParser {
  readonly #decoder = new TextDecoder();
  #buffer = '';
  #afterCarriageReturn = false;
  #data: string[] = [];
  #event: string | undefined;
  #id: string | undefined;
  #retryMs: number | undefined;

  /** The events that a chunk completes. */
  push(chunk: Uint8Array): ServerSentEvent[] {
    let text = this.#decoder.decode(chunk, { stream: true });
    // A line may end with CR LF, and the chunks may be cut between the two.
    if (this.#afterCarriageReturn && text.startsWith('\n')) text = text.slice(1);
    if (text !== '') this.#afterCarriageReturn = text.endsWith('\r');
    this.#buffer += text;
    const lines = this.#buffer.split(/\r\n|\n|\r/);
    this.#buffer = lines.pop() ?? '';
    const events: ServerSentEvent[] = [];
    for (const line of lines) {
      if (line !== '') this.#field(line);
      else if (this.#data.length > 0 || this.#event !== undefined || this.#retryMs !== undefined)
        events.push(this.#take());
    }
    return events;
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    // A line that begins with a colon is a comment, often sent to keep the connection open.
    if (colon === 0) return;
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#event = value;
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.#retryMs = Number(value);
  }

  #take(): ServerSentEvent {
    const event = {
      data: this.#data.length > 0 ? this.#data.join('\n') : undefined,
      event: this.#event,
      id: this.#id,
      retryMs: this.#retryMs,
    };
    this.#data = [];
    this.#event = undefined;
    this.#retryMs = undefined;
    return event;
  }
}
