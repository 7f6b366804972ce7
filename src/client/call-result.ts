import { isSecretHeader } from './redact.js';
import type { TransportHeaders } from './transport.js';

/** What has been sent and answered, as far as a result shows it. */
export interface Exchanged {
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** 0 if there was no answer. */
  readonly status: number;
  readonly responseHeaders: TransportHeaders | undefined;
}

/**
 * The result of a call: `{ data, error, request, response }`. `request` and `response` are made when they are looked at, since they cost
 * more than the request itself. Both come without a body, which has been used, and the request without credentials.
 */
export class CallResult {
  readonly data: unknown;
  readonly error: unknown;
  readonly #exchanged: Exchanged | undefined;

  constructor(data: unknown, error: unknown, exchanged: Exchanged | undefined) {
    this.data = data;
    this.error = error;
    if (exchanged === undefined) return;
    const { origin, method, path, headers, status, responseHeaders } = exchanged;
    // A copy: a result that is kept must not keep the bodies of the exchange.
    this.#exchanged = { origin, method, path, headers, status, responseHeaders };
  }

  get request(): Request | undefined {
    if (this.#exchanged === undefined) return undefined;
    const { origin, path, method, headers } = this.#exchanged;
    return new Request(origin + path, {
      method,
      headers: Object.entries(headers).filter(([name]) => !isSecretHeader(name)),
    });
  }

  get response(): Response | undefined {
    const { status = 0, responseHeaders } = this.#exchanged ?? {};
    if (responseHeaders === undefined || status < 200) return undefined;
    return new Response(null, { status, headers: [...responseHeaders.entries()] });
  }
}
