/** What the server answers to one request. */
export interface ApiAnswer {
  readonly status: number;
  /** Absent where there is no body. */
  readonly contentType?: string;
  readonly body: string;
  /** Further headers, by name in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** 200 with any JSON. */
export function json(value: unknown, status = 200): ApiAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}

/** 200 with a bare text, as the server answers ids. */
export function text(value: string, status = 200): ApiAnswer {
  return { status, contentType: 'text/plain;charset=UTF-8', body: value };
}

/** 200 without a body: what changes something and has nothing to say. */
export const EMPTY: ApiAnswer = { status: 200, body: '' };

/** 204. */
export const NO_CONTENT: ApiAnswer = { status: 204, body: '' };
