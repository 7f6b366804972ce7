import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import nock from 'nock';
import type { ConductorClient } from '../../../src/client/conductor-client.js';
import { createConductorClient } from '../../../src/client/create-conductor-client.js';
import { fetchTransport } from '../../../src/client/fetch-transport.js';
import type { RecordedRequest } from '../../client/support/test-server.js';
import { TestServer } from '../../client/support/test-server.js';
import type { WireAnswer } from './declared-answers.js';

// Loading nock puts it in the place of fetch and node:http, for all that runs in this process.
nock.restore();

/** The token that each request has to carry; given, so that the environment has no say. */
export const WIRE_TOKEN = 'wire-token';

/** A client, and the other end of its line. */
export interface Wire {
  readonly client: ConductorClient;
  /** From now on every request is answered like this; `received` begins anew. */
  answerWith(answer: WireAnswer): void;
  readonly received: readonly RecordedRequest[];
  /** Leaves nothing open or replaced. */
  close(): Promise<void>;
}

/** Both ways to a server. */
export const wires: readonly { readonly name: string; readonly open: () => Promise<Wire> }[] = [
  { name: 'the fetch transport, with nock', open: openNockWire },
  { name: 'the pool transport, with a recording server', open: openServerWire },
];

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const NOWHERE = 'http://conductor.test';

function openNockWire(): Promise<Wire> {
  const received: RecordedRequest[] = [];
  let current: WireAnswer | undefined;
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
  const scope = nock(NOWHERE).persist();
  for (const method of METHODS) {
    scope.intercept(() => true, method).reply(() => {
      if (current === undefined) throw new Error('nobody said what to answer');
      return [current.status, current.body, headersOf(current)];
    });
  }
  scope.on('request', (request: NockRequest, _interceptor: unknown, body: string) => {
    const headers = request.getHeaders();
    received.push({ method: request.method, url: request.path, headers, body: bytesOf(body, headers) });
  });
  const client = createConductorClient({
    serverUrl: `${NOWHERE}/api`,
    transport: fetchTransport(),
    auth: { token: WIRE_TOKEN },
    retry: false,
  });
  return Promise.resolve({
    client,
    received,
    answerWith: (answer) => {
      received.length = 0;
      current = answer;
    },
    close: async () => {
      await client.close();
      nock.cleanAll();
      nock.enableNetConnect();
      nock.restore();
    },
  });
}

/** What nock shows of a request: a `ClientRequest` as far as it goes. */
interface NockRequest {
  readonly method: string;
  readonly path: string;
  getHeaders(): IncomingHttpHeaders;
}

/** nock shows a body as text, and as hex if it is no UTF-8, which the bytes of this test are not. */
function bytesOf(body: string, headers: IncomingHttpHeaders): Buffer {
  return Buffer.from(body, headers['content-type'] === 'application/octet-stream' ? 'hex' : 'utf8');
}

async function openServerWire(): Promise<Wire> {
  const server = await TestServer.start();
  const client = createConductorClient({
    serverUrl: `${server.origin}/api`,
    auth: { token: WIRE_TOKEN },
    retry: false,
  });
  return {
    client,
    received: server.requests,
    answerWith: (answer) => {
      server.requests.length = 0;
      server.handler = (_request, response) => write(response, answer);
    },
    close: async () => {
      await client.close();
      await server.close();
    },
  };
}

function write(response: ServerResponse, answer: WireAnswer): void {
  response.writeHead(answer.status, headersOf(answer)).end(answer.body);
}

function headersOf({ status, contentType, body }: WireAnswer): Record<string, string> {
  return {
    ...(contentType !== undefined && { 'content-type': contentType }),
    ...(status !== 204 && { 'content-length': String(body.length) }),
  };
}
