import { ConductorConfigError } from './errors/conductor-config-error.js';

/** What the connection itself is made of: the transport sets them, or they would break it. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'transfer-encoding',
  'upgrade',
]);
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Visible characters, spaces and tabs, and what is beyond ASCII within latin1: a line break would begin another header. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Refuses a header that no transport could send, without repeating its value, which may be a secret. */
export function checkHeader(name: string, value: string, field: string): void {
  if (!NAME.test(name)) {
    throw new ConductorConfigError(`"${name}" is no valid name of a header`, { field });
  }
  if (OF_THE_CONNECTION.has(name.toLowerCase())) {
    throw new ConductorConfigError(`the header "${name}" is set by the transport and cannot be given`, { field });
  }
  if (!VALUE.test(value)) {
    throw new ConductorConfigError(
      `the value of the header "${name}" has characters that a header cannot carry (a line break?)`,
      {
        field,
      },
    );
  }
}

type Headers_ = Readonly<Record<string, string>>;

/**
 * The headers of requests. Most requests have the same ones: they share one object per content type, made anew when the credentials
 * change.
 */
export class HeaderSet {
  readonly #base: Headers_;
  #credentials: Headers_ | undefined;
  #shared = new Map<string | undefined, Headers_>();

  /** @param base headers of every request, names in lower case. */
  constructor(base: Headers_) {
    this.#base = base;
  }

  /**
   * @param own headers of this call alone, names in lower case; they beat all others.
   */
  for(contentType: string | undefined, own: Headers_ | undefined, credentials: Headers_ | undefined): Headers_ {
    if (credentials !== this.#credentials) {
      this.#credentials = credentials;
      this.#shared.clear();
    }
    let shared = this.#shared.get(contentType);
    if (shared === undefined) {
      shared = { ...this.#base, ...(contentType !== undefined && { 'content-type': contentType }), ...credentials };
      // A caller who makes up content types shall not make this grow.
      if (this.#shared.size < 16) this.#shared.set(contentType, shared);
    }
    return own === undefined ? shared : { ...shared, ...own };
  }
}

/** The headers of one call, split into what shares an object and what does not. */
export interface CallHeaders {
  readonly contentType: string | undefined;
  readonly own: Headers_ | undefined;
}

const NONE: CallHeaders = { contentType: undefined, own: undefined };
const JSON_BODY: CallHeaders = { contentType: 'application/json', own: undefined };

/** Reads what a caller gives as headers: an object, pairs or `Headers`. `null` and `undefined` stand for no header. */
export function readCallHeaders(given: unknown): CallHeaders {
  if (given === undefined || given === null) return NONE;
  if (typeof given !== 'object') throw new ConductorConfigError('headers must be an object', { field: 'headers' });
  if (isOnlyJson(given)) return JSON_BODY;
  let contentType: string | undefined;
  let own: Record<string, string> | undefined;
  for (const [name, value] of pairs(given)) {
    if (value === undefined || value === null) continue;
    const text = toText(name, value);
    checkHeader(name, text, `headers.${name}`);
    const key = name.toLowerCase();
    if (key === 'content-type') contentType = text;
    else (own ??= {})[key] = text;
  }
  return { contentType, own };
}

/** What a generated method with a JSON body passes: worth knowing apart, since it is nearly every request. */
function isOnlyJson(given: object): boolean {
  for (const name in given) {
    if (name !== 'Content-Type') return false;
  }
  return (given as Headers_)['Content-Type'] === 'application/json';
}

function pairs(given: object): Iterable<[string, unknown]> {
  if (given instanceof Headers) return given.entries();
  return Array.isArray(given) ? (given as [string, unknown][]) : Object.entries(given);
}

function toText(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map((one) => toText(name, one)).join(', ');
  throw new ConductorConfigError(`headers["${name}"] must be text, got ${typeof value}`, { field: `headers.${name}` });
}
