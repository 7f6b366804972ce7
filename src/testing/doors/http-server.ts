import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { REFUSED_BY_CONTAINER, type ApiAnswer } from '../api/answer.js';
import { errorAnswer } from '../api/error-answer.js';
import { ConnectionLost, type Api, type ApiRequest } from '../api/request.js';
import { type RulesFor, text, wholeNumber } from '../check-fields.js';

/** The server takes workflow inputs of up to 10 MB; what is above is cut off before it fills the memory. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** As the real server: after so many requests of a connection it is closed. */
const REQUESTS_PER_CONNECTION = 100;
/** As the real server: so long an idle connection is kept. */
const KEEP_ALIVE_MS = 60_000;
/** As the real server, about: URL and headers together. */
const MAX_HEAD_BYTES = 8 * 1024;

/** Where the HTTP door listens. */
export interface ListenOptions {
  /** 0, the default, for any free one. */
  readonly port?: number;
  /** Default `127.0.0.1`: it has no authentication, so that it should not be reachable from elsewhere. */
  readonly host?: string;
}

/** What {@link ListenOptions} may be. */
export const listenRules: RulesFor<ListenOptions> = { port: wholeNumber(0, { most: 65_535 }), host: text };

/** A listening HTTP door. */
export interface HttpDoor {
  /** `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  /** Cuts every connection and frees the port. */
  close(): Promise<void>;
}

/**
 * The door for everyone else: curl, workers in other processes, SDKs of other languages.
 * @throws what Node says when the port cannot be had
 */
export async function listen(api: Api, { port = 0, host = '127.0.0.1' }: ListenOptions = {}): Promise<HttpDoor> {
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, maxHeaderSize: MAX_HEAD_BYTES },
    (request, response) => void answer(api, request, response),
  );
  server.maxRequestsPerSocket = REQUESTS_PER_CONNECTION;
  server.on('clientError', refuse);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${shown}:${address.port}`, port: address.port, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** What a browser would encode, and the container wants encoded; anything that is no ASCII as well. */
const UNENCODED = /[^!-~]|["#<>[\\\]^`{|}]/;

async function answer(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const target = request.url ?? '/';
  try {
    const body = await readBody(request);
    if (body === undefined) send(response, TOO_LARGE);
    else if (UNENCODED.test(target)) send(response, REFUSED_BY_CONTAINER);
    else send(response, await api.handle(apiRequest(request, target, body, gone.signal)));
  } catch (error) {
    // The connection broke while the request was on its way, so that there is nobody to answer; or it is to break.
    if (!request.complete || error instanceof ConnectionLost) response.destroy();
    else send(response, errorAnswer(error));
  }
}

const TOO_LARGE: ApiAnswer = {
  status: 413,
  contentType: 'text/plain;charset=UTF-8',
  body: `The request is larger than ${MAX_BODY_BYTES} bytes.`,
};

function apiRequest(request: IncomingMessage, target: string, body: string, signal: AbortSignal): ApiRequest {
  const mark = target.indexOf('?');
  const { method = 'GET' } = request;
  return {
    // Node leaves the body of the answer away by itself.
    method: method === 'HEAD' ? 'GET' : method,
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: headersOf(request),
    body,
    signal,
  };
}

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  const texts = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
  );
  return Object.fromEntries(texts);
}

function send(response: ServerResponse, { status, contentType, body, headers = {} }: ApiAnswer): void {
  const bytes = Buffer.from(body, 'utf8');
  if (contentType !== undefined) response.setHeader('content-type', contentType);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (status !== 204) response.setHeader('content-length', bytes.length);
  // As the real server: clients have to live with it.
  if (status === 400 || status === 500 || status === 413) response.setHeader('connection', 'close');
  response.writeHead(status);
  response.end(bytes);
}

/** Answers what is no HTTP, or has too long a head, where there is still somebody to answer. */
function refuse(error: Error, socket: Duplex): void {
  if (!socket.writable || ('code' in error && error.code === 'ECONNRESET')) {
    socket.destroy();
    return;
  }
  const { contentType = '', body } = REFUSED_BY_CONTAINER;
  const length = Buffer.byteLength(body);
  const head = [
    'HTTP/1.1 400 ',
    `content-type: ${contentType}`,
    `content-length: ${length}`,
    'connection: close',
    '',
    '',
  ];
  socket.end(head.join('\r\n') + body);
}

/** `undefined` when it is too large: it is read to its end all the same, for a client that hears nothing before. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  let pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes <= MAX_BODY_BYTES) pieces.push(piece);
    else pieces = [];
  }
  return bytes > MAX_BODY_BYTES ? undefined : Buffer.concat(pieces).toString('utf8');
}
