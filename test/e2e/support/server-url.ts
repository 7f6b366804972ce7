import { namedServer } from '../../../scripts/test-e2e/named-server.js';

/** The server under test, without `/api` at its end. `npm run test:e2e` names it. */
export function serverUrl(): string {
  const url = namedServer(process.env);
  if (url !== undefined) return url;
  throw new Error(
    'The end-to-end tests run with `npm run test:e2e`, which starts a server, or with CONDUCTOR_TEST_SERVER_URL naming one; there is no default, so that no server is met by accident',
  );
}
