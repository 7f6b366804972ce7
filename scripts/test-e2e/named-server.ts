import { ConductorServerError } from '../conductor-server/error.js';

/**
 * The server that CONDUCTOR_TEST_SERVER_URL names, without slashes or `/api` at its end; `undefined` if it names none.
 *
 * @throws ConductorServerError if its value is not the URL of a server.
 */
export function namedServer(env: NodeJS.ProcessEnv): string | undefined {
  const text = env.CONDUCTOR_TEST_SERVER_URL;
  if (text === undefined || text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.search !== '') {
    // The value is not repeated: it may hold a password.
    throw new ConductorServerError(
      'CONDUCTOR_TEST_SERVER_URL is not the URL of a server; one looks like http://127.0.0.1:8080',
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/api$/, '');
}
