import { expect } from 'chai';
import { ConductorApiError } from '../../src/client/errors/conductor-api-error.js';
import { isClientFault, notFoundKind } from '../../src/client/errors/server-answers.js';

const api = (status: number, message: string): ConductorApiError =>
  new ConductorApiError('x', {
    route: 'POST /tasks',
    status,
    body: { status, message, retryable: false },
    retryable: false,
  });

describe('what the answers of the server mean', () => {
  it('a 500 is the fault of the request when its message says so, and else of nobody knows whom', () => {
    const faults = [
      'JSON parse error: Unexpected character',
      "Content-Type 'text/plain' is not supported",
      'Required request body is missing',
      "Method parameter 'count': Failed to convert",
      'Validation failed',
    ];
    for (const message of faults) {
      expect(isClientFault(api(500, message)), message).to.equal(true);
      expect(isClientFault({ status: 500, message, retryable: false }), message).to.equal(true);
    }
    expect(isClientFault(api(500, 'database is locked'))).to.equal(false);
    expect(isClientFault({ status: 500, retryable: false })).to.equal(false);
  });

  it('a 4xx is the fault of the request unless it is about the moment; a 5xx, no answer and no error are not', () => {
    for (const status of [400, 401, 403, 404, 405, 409, 413, 422])
      expect(isClientFault(api(status, 'x')), String(status)).to.equal(true);
    for (const status of [408, 425, 429, 502, 503, 504, 0, 200])
      expect(isClientFault(api(status, 'x')), String(status)).to.equal(false);
    for (const other of [new Error('JSON parse error'), undefined, null, 'text', 500])
      expect(isClientFault(other)).to.equal(false);
  });

  it('a 404 is about the path, the thing, or from somebody else', () => {
    expect(notFoundKind(api(404, 'No static resource api/tasks/update-v2.'))).to.equal('path');
    expect(notFoundKind({ status: 404, message: 'No such task found by id: t', retryable: false })).to.equal(
      'resource',
    );
    expect(notFoundKind({ status: 404, error: 'Not Found', message: 'Not Found' })).to.equal('foreign');
    expect(notFoundKind({ status: 404 })).to.equal('foreign');
    expect(notFoundKind(api(400, 'No static resource'))).to.equal(undefined);
    expect(notFoundKind(new Error('404'))).to.equal(undefined);
  });
});
