/**
 * Every generated operation, driven on the wire from one table, which is made from the same document as the methods: an operation
 * that a regeneration brings is driven without a change here.
 */
import { expect } from 'chai';
import type { ErrorResponse } from '../../generated/index.js';
import type { OperationDescription } from '../../scripts/generate/describe-operations.js';
import { operationsOf } from '../../scripts/generate/openapi-document.js';
import { ConductorApiError } from '../../src/client/errors/conductor-api-error.js';
import { rejectionOf } from '../client/support/rejection-of.js';
import type { RecordedRequest } from '../client/support/test-server.js';
import { argumentsOf, otherKindsOf } from './wire/call-arguments.js';
import type { ArgumentKind, CallArguments } from './wire/call-arguments.js';
import { answersEvents, successesOf, textErrorsOf } from './wire/declared-answers.js';
import type { DeclaredAnswer, WireAnswer } from './wire/declared-answers.js';
import { expectRequest } from './wire/expect-request.js';
import { generatedMethods, methodOf, readOperationTable } from './wire/operation-table.js';
import { wires, WIRE_TOKEN } from './wire/wires.js';
import type { Wire } from './wire/wires.js';

const { operations, schemas, document, overlay } = await readOperationTable();

describe('the table of generated operations', () => {
  it('has each generated method once, and no other', () => {
    expect(operations.map(({ service, method }) => `${service}.${method}`)).to.have.members(generatedMethods());
  });

  it("has each operation of the server's document that is not dropped, and those that were added", () => {
    const added = overlay.corrections.filter((correction) => correction.kind === 'addOperation');
    const keys: string[] = [...operationsOf(document).map(({ key }) => key), ...added.map(({ operation }) => operation)];
    const wanted = keys.filter((key) => overlay.dropped[key] === undefined);
    expect(wanted).to.have.length.greaterThan(150);
    expect(operations.map(({ verb, path }) => `${verb} ${path}`)).to.have.members(wanted);
  });
});

for (const { name, open } of wires) {
  describe(`every generated operation, over ${name}`, () => {
    let wire: Wire;

    before(async () => {
      wire = await open();
    });
    after(() => wire.close());

    for (const operation of operations) {
      const { service, method, verb, path } = operation;
      it(`${service}.${method}: ${verb} ${path}`, async () => {
        const successes = successesOf(operation, schemas);
        expect(successes, 'declared successes').not.to.have.length(0);
        for (const success of successes) {
          await labelled(`answer ${success.title}`, () => succeeds(wire, operation, success, 'everything'));
        }
        for (const kind of otherKindsOf(operation)) {
          const act = (): Promise<void> =>
            kind === 'slashes' ? keepsSlashes(wire, operation) : succeeds(wire, operation, successes[0]!, kind);
          await labelled(`arguments: ${kind}`, act);
        }
        await labelled('error thrown', () => throws(wire, operation, json(clientFault), clientFault));
        await labelled('error returned', () => returnsError(wire, operation, json(serverFault), serverFault));
        for (const answer of textErrorsOf(operation)) {
          await labelled(`declared error ${answer.status}`, () => throws(wire, operation, answer, answer.text));
        }
      });
    }
  });
}

/** An error as the server writes it that blames the request. */
const clientFault: ErrorResponse = {
  status: 400,
  message: 'Validation failed, check below errors for detail.',
  retryable: false,
  validationErrors: [{ path: 'updateTask.arg0.taskId', message: 'must not be empty', invalidValue: '""' }],
};

/** One that may pass. */
const serverFault: ErrorResponse = {
  status: 500,
  message: 'the backend is "busy"',
  instance: 'conductor-7',
  retryable: true,
};

/** What stands in for the server when it cannot read the path. */
const refusalPage = '<!doctype html><html lang="en"><head><title>HTTP Status 400 – Bad Request</title></head></html>';

interface Result {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response?: { readonly status: number };
}

/** Calls the generated method against a server that gives this answer. The events of a stream come as a list. */
async function driven(
  wire: Wire,
  operation: OperationDescription,
  answer: WireAnswer,
  given: CallArguments,
  throwOnError = true,
): Promise<Result> {
  wire.answerWith(answer);
  const { client } = wire;
  const call = methodOf(operation);
  if (!answersEvents(operation)) return (await call({ client, throwOnError, ...given })) as Result;
  const { stream } = (await call({ client, sseMaxRetryAttempts: 1, ...given })) as { stream: AsyncIterable<unknown> };
  const data: unknown[] = [];
  for await (const event of stream) data.push(event);
  return { data };
}

/** What is given arrives, with the method, the path and the token; what is answered comes out. */
async function succeeds(
  wire: Wire,
  operation: OperationDescription,
  { answer, check }: DeclaredAnswer,
  kind: ArgumentKind,
): Promise<void> {
  const given = argumentsOf(operation, schemas, kind);
  const { data, response } = await driven(wire, operation, answer, given);
  const request = onlyRequest(wire);
  await expectRequest(request, operation, given);
  expect(request.headers['x-authorization'], 'token').to.equal(WIRE_TOKEN);
  await check(data);
  if (answersEvents(operation)) expect(request.headers.accept, 'accept').to.equal('text/event-stream');
  else expect(response?.status, 'status').to.equal(answer.status);
}

/** An error is thrown as one of ours. */
async function throws(
  wire: Wire,
  operation: OperationDescription,
  answer: WireAnswer,
  body: ErrorResponse | string,
): Promise<void> {
  const given = argumentsOf(operation, schemas, 'everything');
  const error = await rejectionOf(driven(wire, operation, answer, given), ConductorApiError);
  onlyRequest(wire);
  expectTyped(error, operation, answer.status, body);
}

/** An error is returned if the caller wants that. A stream throws nevertheless: its method has returned when it is read. */
async function returnsError(
  wire: Wire,
  operation: OperationDescription,
  answer: WireAnswer,
  body: ErrorResponse,
): Promise<void> {
  if (answersEvents(operation)) return throws(wire, operation, answer, body);
  const given = argumentsOf(operation, schemas, 'everything');
  const { data, error, response } = await driven(wire, operation, answer, given, false);
  onlyRequest(wire);
  expectTyped(error, operation, answer.status, body);
  expect(data, 'data').to.equal(undefined);
  expect(response?.status, 'status').to.equal(answer.status);
}

function expectTyped(
  error: unknown,
  { verb, path }: OperationDescription,
  status: number,
  body: ErrorResponse | string,
): void {
  if (!(error instanceof ConductorApiError)) throw new Error(`a ConductorApiError was expected, got ${String(error)}`);
  const route = `${verb} ${path.startsWith('/api/') ? path.slice('/api'.length) : path}`;
  const { retryable = false, validationErrors, instance } = typeof body === 'string' ? {} : body;
  expect(error).to.include({ name: 'ConductorApiError', status, route, retryable });
  expect(error.instance).to.equal(instance);
  expect(error.body).to.deep.equal(body);
  expect(error.validationErrors).to.deep.equal(validationErrors);
  expect(error.message).to.include(`${route}: ${status}`);
  expect(error.message).to.include(typeof body === 'string' ? body : body.message);
}

/** A slash stays within its segment. The server takes none, escaped or not, and then it is said which parameter has it. */
async function keepsSlashes(wire: Wire, operation: OperationDescription): Promise<void> {
  const given = argumentsOf(operation, schemas, 'slashes');
  const answer = { status: 400, contentType: 'text/html;charset=utf-8', body: Buffer.from(refusalPage) };
  const error = await rejectionOf(driven(wire, operation, answer, given), ConductorApiError);
  await expectRequest(onlyRequest(wire), operation, given);
  const [, named = ''] = /the path parameter "(.+)" contains a slash/.exec(error.message) ?? [];
  expect(given.path, 'the parameter that the error names').to.have.property(named).that.includes('/');
}

function onlyRequest({ received }: Wire): RecordedRequest {
  const [request] = received;
  expect(received, 'requests').to.have.length(1);
  return request!;
}

function json(body: ErrorResponse): WireAnswer {
  return { status: body.status, contentType: 'application/json', body: Buffer.from(JSON.stringify(body)) };
}

/** Says in which of several rounds something was wrong. */
async function labelled(label: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (error instanceof Error) error.message = `${label}: ${error.message}`;
    throw error;
  }
}
