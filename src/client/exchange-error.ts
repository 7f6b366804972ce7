import { connectionAdvice, isLasting, neverSent } from './connection-advice.js';
import { ConductorConnectionError } from './errors/conductor-connection-error.js';
import { ConductorError } from './errors/conductor-error.js';
import { ConductorTimeoutError } from './errors/conductor-timeout-error.js';
import { isRecord } from './is-record.js';
import type { ProxySetting } from './proxy-setting.js';
import { TransportFailure } from './transport-failure.js';

/** Where a request went to. */
export interface Destination {
  readonly origin: string;
  readonly proxy: ProxySetting | undefined;
  /** Whether the client could prove who it is, in TLS, if it were asked. */
  readonly hasCertificate: boolean;
  closedError(route: string, mayHaveArrived: boolean): ConductorConnectionError;
}

/** The error for a request without a complete answer, from what the transport rejected with. */
export function exchangeError(
  failure: unknown,
  route: string,
  timeoutMs: number,
  destination: Destination,
): ConductorError {
  // The transport itself cannot work: undici is missing, a setting has no place in it.
  if (failure instanceof ConductorError) return failure;
  const mayHaveArrived =
    failure instanceof TransportFailure ? failure.mayHaveArrived && !neverSent(failure) : !neverSent(failure);
  const kind = failure instanceof TransportFailure ? failure.kind : 'connection';
  const via =
    destination.proxy === undefined
      ? ''
      : ` through the proxy ${destination.proxy.origin} (${destination.proxy.source})`;
  const server = `${destination.origin}${via}`;
  switch (kind) {
    case 'closed':
      return destination.closedError(route, mayHaveArrived);
    case 'timeout': {
      const why = failure instanceof Error ? failure.message : '';
      const message = `${route}: ${why} after ${timeoutMs} ms (${server})${fate(mayHaveArrived)}; a larger timeoutMs gives it more time`;
      return new ConductorTimeoutError(message, { route, timeoutMs, mayHaveArrived, cause: failure });
    }
    case 'connection': {
      const what = mayHaveArrived ? `no complete answer from ${server}` : `no connection to ${server}`;
      const cause = failure instanceof TransportFailure && failure.cause !== undefined ? failure.cause : failure;
      const message = `${route}: ${what}: ${connectionAdvice(cause)}${certificateAdvice(cause, destination)}${fate(mayHaveArrived)}`;
      return new ConductorConnectionError(message, { route, mayHaveArrived, retryable: !isLasting(cause), cause });
    }
  }
}

/** Under TLS 1.3 a server refuses a missing client certificate after the handshake, by closing the connection without a word. */
function certificateAdvice(cause: unknown, { origin, hasCertificate }: Destination): string {
  if (hasCertificate || !origin.startsWith('https:')) return '';
  const socket = isRecord(cause) ? cause.socket : undefined;
  if (!isRecord(socket) || socket.bytesRead !== 0) return '';
  return ' without a word (if it wants a client certificate, give tls.cert and tls.key)';
}

function fate(mayHaveArrived: boolean): string {
  return mayHaveArrived ? '; the server may have carried the request out' : '; the request was not sent';
}
