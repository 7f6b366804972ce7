import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiAnswer } from '../api/answer.js';
import { ConnectionLost, type Api } from '../api/request.js';

/** The server takes workflow inputs of up to 10 MB; what is above is cut off before it fills the memory. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** As the real server: after so many requests of a connection it is closed. */
const REQUESTS_PER_CONNECTION = 100;

/** Where the HTTP door listens. */
export interface ListenOptions {
  /** 0, the default, for any free one. */
  readonly port?: number;
  /** Default `127.0.0.1`: it has no authentication, so that it should not be reachable from elsewhere. */
  readonly host?: string;
}

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
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => void answer(api, request, response));
  server.maxRequestsPerSocket = REQUESTS_PER_CONNECTION;
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

async function answer(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  let body: string | undefined;
  try {
    body = await readBody(request);
  } catch {
    // The connection broke while the request was on its way: there is nobody to answer.
    response.destroy();
    return;
  }
  if (body === undefined) {
    send(response, { status: 413, contentType: 'text/plain;charset=UTF-8', body: 'The request is too large.' });
    return;
  }
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? '' : target.slice(mark + 1);
  if (/%2f|%5c/i.test(path) || /[[\]{}|^`"<>\\]/.test(target)) {
    send(response, TOMCAT_REFUSAL);
    return;
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
  const isHead = request.method === 'HEAD';
  const method = isHead ? 'GET' : (request.method ?? 'GET');
  try {
    send(response, await api.handle({ method, path, query, headers, body, signal: gone.signal }));
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error;
    response.destroy();
  }
}

/** What the server's container refuses before the server sees it, in HTML. */
const TOMCAT_REFUSAL: ApiAnswer = {
  status: 400,
  contentType: 'text/html;charset=utf-8',
  body: '<!doctype html><html lang="en"><head><title>HTTP Status 400 – Bad Request</title></head><body><h1>HTTP Status 400 – Bad Request</h1></body></html>',
};

function send(response: ServerResponse, { status, contentType, body, headers = {} }: ApiAnswer): void {
  const bytes = Buffer.from(body, 'utf8');
  if (contentType !== undefined) response.setHeader('content-type', contentType);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (status !== 204) response.setHeader('content-length', bytes.length);
  // As the real server: clients have to live with it.
  if (status === 400 || status === 500) response.setHeader('connection', 'close');
  response.writeHead(status);
  response.end(bytes);
}

/** `undefined` when it is too large. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
