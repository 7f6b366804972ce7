import { expect } from 'chai';
import type { OperationDescription } from '../../../scripts/generate/describe-operations.js';
import type { RecordedRequest } from '../../client/support/test-server.js';
import type { CallArguments } from './call-arguments.js';

/**
 * Compares what arrived with what the method was given, as a server reads it: nothing here uses the client's own encoders.
 */
export async function expectRequest(
  received: RecordedRequest,
  operation: OperationDescription,
  given: CallArguments,
): Promise<void> {
  expect(received.method, 'method').to.equal(operation.verb);
  // What RFC 3986 lets stand in a path and a query. The server refuses anything else.
  expect(received.url, 'characters of the URL').to.match(/^(?:[\w\-.~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*$/);
  const url = new URL(received.url, 'http://server');
  expect(url.pathname.split('/').map(decodeURIComponent), 'path').to.deep.equal(segmentsOf(operation.path, given.path));
  const pairs = pairsOf(given.query);
  expect(grouped(url.searchParams), 'query').to.deep.equal(grouped(pairs));
  if (pairs.length === 0) expect(received.url, 'a URL without a query').not.to.include('?');
  for (const [name, value] of Object.entries(given.headers ?? {})) {
    expect(received.headers[name.toLowerCase()], `header ${name}`).to.equal(String(value));
  }
  await expectBody(received, operation, given.body);
}

/** A slash in a value does not make two segments of it. */
function segmentsOf(template: string, given: Readonly<Record<string, unknown>> = {}): string[] {
  return template.split('/').map((segment) => {
    const parameter = /^\{(.+)\}$/.exec(segment)?.[1];
    return parameter === undefined ? segment : String(given[parameter]);
  });
}

function pairsOf(query: Readonly<Record<string, unknown>> = {}): [string, string][] {
  return Object.entries(query).flatMap(([name, value]): [string, string][] => {
    if (Array.isArray(value)) return value.map((one) => [name, String(one)]);
    if (typeof value !== 'object' || value === null) return [[name, String(value)]];
    return Object.entries(value).map(([key, one]) => [`${name}[${key}]`, String(one)]);
  });
}

/** The values of each name, in their order; the order of the names means nothing. */
function grouped(pairs: Iterable<[string, string]>): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const [name, value] of pairs) (groups[name] ??= []).push(value);
  return groups;
}

async function expectBody(
  { headers, body: bytes }: RecordedRequest,
  { body: declared }: OperationDescription,
  given: unknown,
): Promise<void> {
  if (given === undefined) {
    expect(bytes, 'body').to.have.length(0);
    expect(headers, 'headers').not.to.have.property('content-type');
    return;
  }
  expect(headers['content-type'], 'content type').to.equal(declared?.contentType);
  if (typeof given === 'string' && declared?.contentType === 'text/plain') {
    expect(bytes.toString('latin1'), 'body').to.equal(Buffer.from(given).toString('latin1'));
  } else if (given instanceof Blob) {
    expect(bytes, 'body').to.deep.equal(Buffer.from(await given.arrayBuffer()));
  } else {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    expect(parsed, 'body').to.deep.equal(given);
  }
}
