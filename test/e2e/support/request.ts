import { serverUrl } from './server-url.js';

export interface PlainRequest {
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/**
 * Asks the server under test without any code of the SDK, so that a test does not check the SDK by itself.
 *
 * @param path with `/api`: `/api/metadata/workflow`
 * @returns parsed JSON, text, or `undefined` for an empty answer
 * @throws if the status is not 2xx, with the server's own words
 */
export async function request(method: string, path: string, { query, body }: PlainRequest = {}): Promise<unknown> {
  const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
  const response = await fetch(`${serverUrl()}${path}${search}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  if (text === '') return undefined;
  return response.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as unknown) : text;
}
