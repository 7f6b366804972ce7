import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect } from 'chai';

import type { WorkflowDef } from '../../src/index.js';
import { httpLimitsOf } from '../../src/testing/engine/tasks/http-limits.js';
import { createTestConductor, type TestConductor, type TestConductorOptions } from '../../src/testing/index.js';

const SHORT = { connectionTimeOut: 20, readTimeOut: 30 };

function calling(uri: string, limits: object): WorkflowDef {
  const inputParameters = { http_request: { uri, method: 'GET', ...limits } };
  return { name: 'call', version: 1, tasks: [{ name: 'h', taskReferenceName: 'h', type: 'HTTP', inputParameters }] };
}

describe('the time limits of an HTTP task', () => {
  let conductor: TestConductor | undefined;
  let server: Server | undefined;
  afterEach(async () => {
    await conductor?.close();
    server?.closeAllConnections();
    server?.close();
  });

  const serve = async (listener: RequestListener): Promise<string> => {
    const started = createServer(listener);
    server = started;
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(started.address() as AddressInfo).port}/`;
  };
  const call = async (uri: string, limits: object, options: TestConductorOptions = {}): Promise<string> => {
    conductor = await createTestConductor(options);
    const { status, tasks } = await conductor.run(calling(uri, limits));
    return `${status} ${tasks[0]?.reasonForIncompletion ?? ''}`;
  };
  const timedOut = (uri: string): string =>
    `FAILED Failed to invoke HTTP task due to: java.lang.Exception: I/O error on GET request for "${uri}": Read timed out`;

  it('end a call that is never answered', async () => {
    const uri = await serve(() => undefined);
    expect(await call(uri, SHORT)).to.equal(timedOut(uri));
  });

  it('end one whose answer stops', async () => {
    const uri = await serve((_request, response) => void response.write('{'));
    expect(await call(uri, SHORT)).to.equal(timedOut(uri));
  });

  it('leave one alone whose answer comes bit by bit', async () => {
    const uri = await serve((_request, response) => {
      let left = 5;
      const writing = setInterval(() => {
        left -= 1;
        if (left > 0) response.write(' ');
        else response.end('{}');
        if (left === 0) clearInterval(writing);
      }, 40);
    });
    expect(await call(uri, { readTimeOut: 150 })).to.equal('COMPLETED ');
  });

  it('are those of a given fetch as well, and tell it', async () => {
    let signal: AbortSignal | null | undefined;
    const hangs = (_uri: unknown, init?: RequestInit): Promise<Response> => {
      signal = init?.signal;
      return new Promise(() => undefined);
    };
    expect(await call('http://there/', SHORT, { fetch: hangs })).to.equal(timedOut('http://there/'));
    expect(signal?.aborted).to.equal(true);
  });

  it('are three seconds each, unless something else is said', () => {
    expect(httpLimitsOf({})).to.deep.equal({ answerMs: 3_000, readMs: 3_000 });
    expect(httpLimitsOf({ connectionTimeOut: null, readTimeOut: '500' })).to.deep.equal({
      answerMs: 3_000,
      readMs: 500,
    });
    expect(httpLimitsOf({ readTimeOut: 0 })).to.deep.equal({ answerMs: Infinity, readMs: Infinity });
  });
});
