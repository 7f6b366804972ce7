import { expect } from 'chai';
import { ConductorApiError } from '../../src/client/errors/conductor-api-error.js';
import { ConductorConnectionError } from '../../src/client/errors/conductor-connection-error.js';
import {
  classifyPollError,
  classifyUpdateError,
  isClientClosed,
  retryAfterMsOf,
  statusOf,
  type UpdateVerdict,
} from '../../src/runner/server-error.js';

interface Given {
  readonly status: number;
  readonly message?: string;
}

/** As `createConductorClient` throws it. */
function thrownByOurs({ status, message }: Given): unknown {
  const body = message === undefined ? undefined : { status, message, retryable: false };
  return new ConductorApiError(`answered ${status}`, { route: 'POST /tasks', status, body, retryable: false });
}

/** As a plain generated client throws it: the body of the answer and nothing else. */
function thrownByPlain({ status, message }: Given): unknown {
  return { status, ...(message !== undefined && { message }), retryable: false };
}

const updates: readonly (readonly [Given, UpdateVerdict])[] = [
  [{ status: 400, message: 'Validation failed, check below errors for detail.' }, 'refused'],
  [{ status: 401, message: 'no' }, 'auth'],
  [{ status: 403, message: 'no' }, 'auth'],
  [{ status: 404, message: 'No such task found by id: x' }, 'gone'],
  [{ status: 404, message: 'No such workflow found by id: x' }, 'gone'],
  [{ status: 404, message: 'No static resource api/tasks.' }, 'retry'],
  [{ status: 405, message: "Request method 'POST' is not supported" }, 'refused'],
  [{ status: 408 }, 'retry'],
  [{ status: 409, message: 'conflict' }, 'refused'],
  [{ status: 413 }, 'refused'],
  [{ status: 425 }, 'retry'],
  [{ status: 429 }, 'retry'],
  [{ status: 500 }, 'retry'],
  [{ status: 500, message: 'something broke' }, 'retry'],
  [{ status: 500, message: 'JSON parse error: Cannot deserialize' }, 'refused'],
  [{ status: 500, message: "Content-Type 'text/plain' is not supported" }, 'refused'],
  [{ status: 502 }, 'retry'],
  [{ status: 503 }, 'retry'],
  [{ status: 504 }, 'retry'],
];

describe('what the failure of an update means', () => {
  for (const [given, verdict] of updates) {
    const text = `${given.status}${given.message === undefined ? ' without a body' : ` "${given.message}"`}`;
    it(`${text}: ${verdict}`, () => {
      expect(classifyUpdateError(thrownByOurs(given))).to.equal(verdict);
      expect(classifyUpdateError(thrownByPlain(given))).to.equal(verdict);
    });
  }

  it('no answer at all: retry', () => {
    for (const error of [new TypeError('fetch failed'), undefined, null, 'text', 42, { status: '404' }])
      expect(classifyUpdateError(error), JSON.stringify(error)).to.equal('retry');
  });

  it('a 404 in the words of a gateway: retry, since nothing is said about the task', () => {
    const page = new ConductorApiError('answered 404', {
      ...{ route: 'POST /tasks', status: 404, retryable: false },
      body: '<html><body>404 Not Found</body></html>',
    });
    expect(classifyUpdateError(page)).to.equal('retry');
    expect(classifyUpdateError({ status: 404, error: 'Not Found', path: '/api/tasks', timestamp: 1 })).to.equal(
      'retry',
    );
  });
});

describe('what the failure of a poll means', () => {
  const polls: readonly (readonly [Given, ReturnType<typeof classifyPollError>])[] = [
    [{ status: 400, message: 'Long Poll Timeout value cannot be more than 5 seconds' }, 'misconfigured'],
    [{ status: 401 }, 'auth'],
    [{ status: 403 }, 'auth'],
    [{ status: 404, message: 'No static resource api/tasks/poll/batch/x.' }, 'misconfigured'],
    [{ status: 408 }, 'retry'],
    [{ status: 425 }, 'retry'],
    [{ status: 429 }, 'retry'],
    [{ status: 500 }, 'retry'],
    [{ status: 500, message: "Method parameter 'count': Failed to convert" }, 'misconfigured'],
    [{ status: 503 }, 'retry'],
  ];
  for (const [given, verdict] of polls) {
    it(`${given.status}${given.message === undefined ? '' : ` "${given.message}"`}: ${verdict}`, () => {
      expect(classifyPollError(thrownByOurs(given))).to.equal(verdict);
    });
  }

  it('no answer at all: retry', () => {
    expect(classifyPollError(new Error('connect ECONNREFUSED'))).to.equal('retry');
    expect(classifyPollError(undefined)).to.equal('retry');
  });
});

describe('what an error carries', () => {
  it('its status, if it is a number', () => {
    expect(statusOf({ status: 503 })).to.equal(503);
    for (const error of [{ status: '503' }, {}, null, undefined, 'x']) expect(statusOf(error)).to.equal(undefined);
  });

  it('how long the server asks to be left alone, if it is a number', () => {
    expect(retryAfterMsOf({ retryAfterMs: 2_000 })).to.equal(2_000);
    for (const error of [{ retryAfterMs: '2' }, {}, null, undefined]) expect(retryAfterMsOf(error)).to.equal(undefined);
  });

  it('whether its client was closed, which no other failure looks like', () => {
    const lost = { route: 'POST /tasks', mayHaveArrived: false };
    expect(
      isClientClosed(new ConductorConnectionError('the client is closed', { ...lost, retryable: false })),
    ).to.equal(true);
    const others = [
      new ConductorConnectionError('connect ECONNREFUSED', lost),
      thrownByOurs({ status: 401 }),
      undefined,
    ];
    for (const error of others) expect(isClientClosed(error)).to.equal(false);
  });
});
