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

/** What the server's container answers to a request that it does not let through. */
export const REFUSED_BY_CONTAINER: ApiAnswer = {
  status: 400,
  contentType: 'text/html;charset=utf-8',
  body: '<!doctype html><html lang="en"><head><title>HTTP Status 400 – Bad Request</title></head><body><h1>HTTP Status 400 – Bad Request</h1></body></html>',
};
