import type { ReadParseAs } from './answer-body.js';
import type { VerbOptions } from './call-options.js';
import type { Operation } from './client-host.js';
import { ConductorConfigError } from './errors/conductor-config-error.js';
import { readCallHeaders } from './header-set.js';
import type { CallHeaders } from './header-set.js';
import type { JsonCodec } from './json-codec.js';
import { encodeQuery } from './query-string.js';
import { defaultContentType, encodeBody } from './request-body.js';
import type { EncodedBody } from './request-body.js';
import { checkTimeout } from './resolve-config.js';
import { resolveRetry } from './retry-policy.js';
import type { RetryPolicy } from './retry-policy.js';
import type { Route } from './route.js';

/** One call, encoded. */
export interface EncodedCall {
  readonly route: Route;
  readonly path: string;
  /** As the caller gave them, to explain an answer. */
  readonly pathParameters: Readonly<Record<string, unknown>> | undefined;
  readonly headers: CallHeaders;
  readonly body: EncodedBody;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly retry: RetryPolicy | undefined;
  readonly parseAs: ReadParseAs | 'auto' | undefined;
  /** Whether the client's credentials go with it: not for the request that fetches them. */
  readonly authenticated: boolean;
}

/** What a client does where a call says nothing. */
export interface CallDefaults {
  readonly timeoutMs: number;
  readonly retry: RetryPolicy | undefined;
  readonly json: JsonCodec;
}

/** What an interceptor may change of a call. */
export type CallParts = Pick<VerbOptions, 'path' | 'query' | 'body' | 'headers'>;

const NOTHING: Readonly<Record<string, never>> = Object.freeze({});

/**
 * Encodes a call. Only a `Blob` as body makes the caller wait.
 *
 * @param parts what interceptors may have changed; the options themselves otherwise.
 */
export function encodeCall(
  route: Route,
  options: VerbOptions,
  parts: CallParts,
  defaults: CallDefaults,
): EncodedCall | Promise<EncodedCall> {
  const given = readCallHeaders(parts.headers);
  const contentType = given.contentType ?? defaultContentType(parts.body, options.bodySerializer);
  const headers = contentType === given.contentType ? given : { contentType, own: given.own };
  const body = encodeBody(route.name, parts.body, contentType, options.bodySerializer, defaults.json);
  if (body instanceof Promise) return body.then((bytes) => withBody(route, options, parts, defaults, headers, bytes));
  return withBody(route, options, parts, defaults, headers, body);
}

function withBody(
  route: Route,
  options: VerbOptions,
  parts: CallParts,
  defaults: CallDefaults,
  headers: CallHeaders,
  body: EncodedBody,
): EncodedCall {
  return {
    route,
    path: route.path(parts.path) + encodeQuery(route.name, parts.query, options.querySerializer),
    pathParameters: parts.path,
    headers: body === undefined ? withoutContentType(headers) : headers,
    body,
    timeoutMs: timeoutMsOf(route, options, parts.query, defaults.timeoutMs),
    signal: options.signal ?? undefined,
    retry: retryOf(route, options, defaults.retry),
    parseAs: readParseAs(route, options.parseAs),
    authenticated: true,
  };
}

function timeoutMsOf(route: Route, { timeoutMs }: VerbOptions, query: VerbOptions['query'], defaultMs: number): number {
  if (timeoutMs !== undefined) return checkTimeout(timeoutMs);
  return route.timeoutRule === undefined ? defaultMs : route.timeoutRule(query, defaultMs);
}

function retryOf(route: Route, { retry }: VerbOptions, fallback: RetryPolicy | undefined): RetryPolicy | undefined {
  if (retry === undefined) return route.repeatability === 'never' ? undefined : fallback;
  if (retry !== false && route.repeatability === 'never') {
    throw new ConductorConfigError(
      `${route.name} is never repeated by the client, since a second request may act a second time: leave retry out and decide by the error (mayHaveArrived) whether to call again`,
      { field: 'retry' },
    );
  }
  return resolveRetry(retry, 'retry', fallback);
}

function readParseAs(route: Route, parseAs: VerbOptions['parseAs']): EncodedCall['parseAs'] {
  if (parseAs === 'formData') {
    throw new ConductorConfigError(`${route.name}: parseAs cannot be "formData": no Conductor server answers forms`, {
      field: 'parseAs',
    });
  }
  return parseAs === 'stream' ? 'auto' : parseAs;
}

/** A content type without content makes some gateways wait for it. */
function withoutContentType(headers: CallHeaders): CallHeaders {
  return headers.contentType === undefined ? headers : { contentType: undefined, own: headers.own };
}

/** A call as interceptors see it. */
export function operationOf(route: Route, options: VerbOptions): Operation {
  const { contentType, own } = readCallHeaders(options.headers);
  return {
    route: route.name,
    method: route.method,
    path: options.path ?? NOTHING,
    query: options.query ?? NOTHING,
    body: options.body,
    headers: { ...(contentType !== undefined && { 'content-type': contentType }), ...own },
  };
}
