import type { ErrorResponse } from '../../generated/index.js';
import type { Clock } from '../time/clock.js';
import { contentKind, textOf } from './content-type.js';
import { ConductorApiError } from './errors/conductor-api-error.js';
import { notFoundKind } from './errors/server-answers.js';
import { isRecord } from './is-record.js';
import { redact } from './redact.js';
import { parseRetryAfter } from './retry-after.js';
import type { TransportResponse } from './transport.js';

/** What is needed to say what went wrong with an answer. */
export interface AnswerContext {
  readonly route: string;
  /** The server's address, without credentials. */
  readonly serverUrl: string;
  /** Path parameters whose value has a slash. */
  readonly parametersWithSlash: readonly string[];
  /** Whether what was asked for is itself a secret: then an answer that says success is not shown. */
  readonly asksForSecret: boolean;
  /** What must not appear in an error even if the server repeats it. */
  readonly secrets: readonly string[];
  readonly clock: Clock;
}

/** Statuses after which the same request may succeed, whatever the body says: overload, and gateways without their server. */
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const SHOWN_CHARACTERS = 200;

/** The error for an answer with an error status. */
export function answerError(response: TransportResponse, context: AnswerContext): ConductorApiError {
  const text = redact(textOf(response.body), context.secrets);
  const isHtml = contentKind(response.headers.get('content-type')) === 'html' || /^\s*<(!doctype|html)/i.test(text);
  const parsed = isHtml ? undefined : parseRecord(text);
  const body = isErrorResponse(parsed) ? parsed : text === '' ? undefined : text;
  const said = isHtml ? titleOf(text) : parsed === undefined ? quote(text) : sayingOf(parsed);
  const advice = adviceFor(response, body, isHtml, context);
  const message = [`${context.route}: ${response.status}`, said, advice].filter((part) => part !== '').join(': ');
  return create(message, response, body, context);
}

/** The error for an answer that says success but is not what the operation answers. */
export function unexpectedAnswerError(
  response: TransportResponse,
  problem: string,
  context: AnswerContext,
  cause?: unknown,
): ConductorApiError {
  const text = context.asksForSecret ? undefined : redact(textOf(response.body), context.secrets);
  const shown = text === undefined ? '' : `: ${quote(text)}`;
  const message = `${context.route}: ${response.status}, but ${problem}${shown}: is ${context.serverUrl} the address of a Conductor server, and is no login page or gateway in between?`;
  return create(message, response, text, context, cause);
}

function create(
  message: string,
  { status, headers }: TransportResponse,
  body: ErrorResponse | string | undefined,
  { route, clock, secrets }: AnswerContext,
  cause?: unknown,
): ConductorApiError {
  const retryAfterMs = parseRetryAfter(headers.get('retry-after'), clock);
  const requestId = headers.get('x-request-id');
  return new ConductorApiError(message, {
    route,
    status,
    body,
    retryable: TRANSIENT_STATUSES.has(status) || (typeof body === 'object' && body.retryable),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(requestId !== undefined && requestId !== null && { requestId: redact(requestId, secrets) }),
    cause,
  });
}

function parseRecord(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    // Always JSON itself: a lossless parser would make objects of the numbers that the types promise.
    const body: unknown = JSON.parse(text);
    return isRecord(body) ? body : undefined;
  } catch {
    // An error in plain text: shown as it is.
    return undefined;
  }
}

/** The server's own form. The JSON of gateways, or of Spring when it answers in the server's place, is kept as text. */
function isErrorResponse(body: Readonly<Record<string, unknown>> | undefined): body is ErrorResponse {
  return typeof body?.status === 'number' && typeof body.retryable === 'boolean';
}

function sayingOf({ message, validationErrors, ...others }: Readonly<Record<string, unknown>>): string {
  const said = typeof message === 'string' && message !== '' ? message : quote(JSON.stringify(others));
  if (!Array.isArray(validationErrors)) return said;
  const fields = validationErrors.map((one: unknown) =>
    isRecord(one) ? [one.path, one.message].filter((part) => typeof part === 'string').join(' ') : '',
  );
  return `${said} ${fields.join('; ')}`;
}

function adviceFor(
  response: TransportResponse,
  body: ErrorResponse | string | undefined,
  isHtml: boolean,
  context: AnswerContext,
): string {
  const { status } = response;
  const [slashed] = context.parametersWithSlash;
  if (isHtml && slashed !== undefined) {
    return `the path parameter "${slashed}" contains a slash, which the server takes in no path, escaped or not; use a name without one`;
  }
  if (status >= 300 && status < 400) {
    const location = response.headers.get('location');
    const target = location === undefined || location === null ? 'elsewhere' : redirectTarget(location, context);
    return `redirected to ${target}; redirects are not followed, set serverUrl to the address that answers`;
  }
  if (status === 0) return 'a redirect that this runtime hides; set serverUrl to the address that answers';
  if (status === 401)
    return 'the server wants other credentials; check auth (CONDUCTOR_AUTH_KEY, CONDUCTOR_AUTH_SECRET)';
  if (status === 403) return 'these credentials do not permit it';
  if (status === 404 && notFoundKind({ status, body, route: context.route }) === 'path') {
    return 'this server does not have the operation: it is an older version, or the feature is switched off';
  }
  if (isHtml) return `the answer is a web page, not Conductor's: is ${context.serverUrl} the right address?`;
  return '';
}

/** Where a redirect goes, without a query, which may hold a token. */
function redirectTarget(location: string, { serverUrl, secrets }: AnswerContext): string {
  if (!URL.canParse(location, serverUrl)) return 'elsewhere';
  const url = new URL(location, serverUrl);
  return redact(`${url.origin}${url.pathname}`, secrets);
}

function titleOf(html: string): string {
  const title = /<title>([^<]{1,200})<\/title>/i.exec(html)?.[1]?.trim();
  return title === undefined ? 'a web page' : `a web page titled "${title}"`;
}

function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return 'an empty body';
  return line.length > SHOWN_CHARACTERS ? `"${line.slice(0, SHOWN_CHARACTERS)}…"` : `"${line}"`;
}
