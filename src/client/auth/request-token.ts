import { ConductorApiError } from '../errors/conductor-api-error.js';
import { isRecord } from '../is-record.js';

/** How the token request is called in errors and events. */
export const TOKEN_TEMPLATE = '/api/token';

/** Reads the token out of the answer to `POST /token`. */
export function tokenOf(answer: unknown): string {
  if (isRecord(answer) && typeof answer.token === 'string' && answer.token !== '') return answer.token;
  throw new ConductorApiError(
    'POST /token: the answer has no token; is serverUrl the address of a Conductor server with access control?',
    {
      route: 'POST /token',
      status: 200,
      // What is there instead may be a token under another name.
      body: undefined,
      retryable: false,
    },
  );
}

/** Says in an error of the token request what it means for the credentials. */
export function explainTokenError(error: unknown): unknown {
  if (!(error instanceof ConductorApiError)) return error;
  const explain = (meaning: string): ConductorApiError =>
    new ConductorApiError(`POST /token: ${error.status}: ${meaning}`, {
      route: error.route,
      status: error.status,
      body: error.body,
      retryable: error.retryable,
      ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
      ...(error.requestId !== undefined && { requestId: error.requestId }),
    });
  if (error.status === 404 || error.status === 405) {
    return explain(
      'this server gives out no tokens, as the open-source server does not: leave auth (CONDUCTOR_AUTH_KEY, CONDUCTOR_AUTH_SECRET) out, or check that serverUrl names the right server',
    );
  }
  if (error.status === 400 || error.status === 401 || error.status === 403) {
    return explain(
      'the server does not accept the access key: check auth.keyId and auth.keySecret (CONDUCTOR_AUTH_KEY, CONDUCTOR_AUTH_SECRET)',
    );
  }
  return error;
}
