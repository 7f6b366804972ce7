import { ConductorConfigError } from './errors/conductor-config-error.js';

/** Where a server is and where its API begins. */
export interface ServerLocation {
  /** Scheme, host and port. */
  readonly origin: string;
  /** What comes before the paths of the document: empty or `/prefix`. */
  readonly basePath: string;
  /** What replaces the leading `/api` of those paths. */
  readonly apiPath: string;
}

/** The prefix that the document gives every path but `/health`. */
export const DOCUMENT_API_PATH = '/api';

/**
 * Reads a server's URL. A trailing `/api` and slashes are dropped, since the paths of the document begin with `/api`; a prefix before
 * it is kept.
 *
 * @param source what to call the value in an error: `serverUrl` or the name of an environment variable.
 */
export function parseServerUrl(value: unknown, source: string, apiPath: string = DOCUMENT_API_PATH): ServerLocation {
  const wrong = (problem: string): ConductorConfigError =>
    new ConductorConfigError(
      `${source} ${problem}; give the address of the server, such as "http://localhost:8080/api"`,
      {
        field: source,
      },
    );
  if (typeof value !== 'string') throw wrong(`must be text, got ${value === null ? 'null' : typeof value}`);
  if (value.trim() === '') throw wrong('is empty');
  // The value of a broken URL is not repeated: it may hold a password.
  if (!URL.canParse(value)) throw wrong(`is no URL${value.includes('://') ? '' : ' (the scheme is missing)'}`);
  const url = new URL(value);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw wrong(`has the scheme "${url.protocol.slice(0, -1)}", only http and https are supported`);
  }
  if (url.username !== '' || url.password !== '') {
    throw wrong(`must not carry credentials ("${url.protocol}//…@${url.host}"): use auth instead`);
  }
  if (url.search !== '' || value.includes('?')) throw wrong('must not have a query');
  if (url.hash !== '' || value.includes('#')) throw wrong('must not have a fragment');
  const path = url.pathname.replace(/\/+$/, '');
  const basePath = path.replace(/\/api$/, '').replace(/\/+$/, '');
  if (apiPath !== DOCUMENT_API_PATH && apiPath !== '' && `${basePath}/`.endsWith(`${apiPath}/`)) {
    throw new ConductorConfigError(
      `${source} ends with "${apiPath}", which apiPath adds by itself: requests would go to "${basePath}${apiPath}"; give it in one place only`,
      { field: 'apiPath' },
    );
  }
  return { origin: url.origin, basePath, apiPath };
}

/** Reads `apiPath`: where a gateway publishes what the document has under `/api`. */
export function parseApiPath(value: unknown): string {
  if (typeof value !== 'string' || (value !== '' && !/^(\/[\w.~!$&'()*+,;=:@%-]+)+$/.test(value))) {
    const shown = typeof value === 'string' ? `"${value}"` : typeof value;
    throw new ConductorConfigError(
      `apiPath must be a path that begins with "/" and does not end with one, such as "/v1", or empty; got ${shown}`,
      { field: 'apiPath' },
    );
  }
  return value;
}
