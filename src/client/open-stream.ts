import { answerError } from './answer-error.js';
import type { Credentials } from './auth/authenticator.js';
import { isTokenRefusal } from './auth/token-refusal.js';
import type { ClientCore } from './client-core.js';
import type { EncodedCall } from './encode-call.js';
import { byteLength } from './request-body.js';
import { exchangeError } from './exchange-error.js';
import type { TransportRequest, TransportResponse, TransportStream } from './transport.js';

/** An error body is read to its end, but not beyond this. */
const MOST_ERROR_BYTES = 1_000_000;

/**
 * Opens the answer of a call as a stream: one attempt, and a second one if the server refuses the token. Whether to open it again after
 * it broke is for whoever reads it.
 */
export async function openStream(client: ClientCore, call: EncodedCall): Promise<TransportStream> {
  const { auth, waits } = client;
  const first =
    auth === undefined
      ? undefined
      : (auth.current() ?? (await waits.until(call.route.name, auth.fetch(), call.signal)));
  const stream = await send(client, call, first, 1);
  if (isSuccess(stream)) return stream;
  const answer = await readWhole(stream);
  const renewal = auth !== undefined && first !== undefined && isTokenRefusal(answer) ? auth.renew(first) : undefined;
  if (renewal === undefined) throw errorOf(client, call, answer);
  const second = await send(client, call, await waits.until(call.route.name, renewal, call.signal), 2);
  if (isSuccess(second)) return second;
  throw errorOf(client, call, await readWhole(second));
}

async function send(
  client: ClientCore,
  call: EncodedCall,
  credentials: Credentials | undefined,
  attempt: number,
): Promise<TransportStream> {
  const { route, path, headers, body, timeoutMs, signal } = call;
  signal?.throwIfAborted();
  if (client.isClosed) throw client.closedError(route.name, false);
  const request: TransportRequest = {
    method: route.method,
    path,
    headers: client.headers.for(headers.contentType, headers.own, credentials),
    body,
    lane: route.lane,
    timeoutMs,
    signal,
  };
  const startedMs = client.clock.now();
  /** What a stream counts for is its beginning: its bytes come as long as somebody listens. */
  const emit = (status: number, error?: Error): void =>
    client.events.emit({
      route: route.name,
      method: route.method,
      status,
      durationMs: client.clock.now() - startedMs,
      requestBytes: byteLength(body),
      responseBytes: 0,
      attempt,
      ...(error !== undefined && { error }),
    });
  try {
    const stream = await client.transport.stream(request);
    emit(stream.status);
    return stream;
  } catch (failure) {
    signal?.throwIfAborted();
    const error = exchangeError(failure, route.name, timeoutMs, client);
    emit(0, error);
    throw error;
  }
}

function isSuccess({ status }: TransportStream): boolean {
  return status >= 200 && status < 300;
}

async function readWhole({ status, headers, body }: TransportStream): Promise<TransportResponse> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MOST_ERROR_BYTES) break;
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return { status, headers, body: whole };
}

function errorOf(client: ClientCore, { route, pathParameters }: EncodedCall, answer: TransportResponse): Error {
  return answerError(answer, {
    route: route.name,
    serverUrl: client.serverUrl,
    parametersWithSlash: route.parametersWithSlash(pathParameters),
    asksForSecret: false,
    secrets: client.secrets(),
    clock: client.clock,
  });
}
