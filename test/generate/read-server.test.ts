import { expect } from 'chai';
import { GenerateError } from '../../scripts/generate/generate-error.js';
import { readServer, serverRoot } from '../../scripts/generate/read-server.js';
import type { Answers, ApiServer } from './api-server.js';
import { conductorAnswers, serve } from './api-server.js';
import { smallDocument } from './small-api.js';

describe('readServer', () => {
  let server: ApiServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function refusal(answers: Answers): Promise<string> {
    server = await serve(answers);
    const url = server.url;
    return readServer(url).then(
      () => 'nothing was refused',
      (error: unknown) => {
        expect(error).to.be.instanceOf(GenerateError);
        return (error as Error).message.replaceAll(url, 'URL');
      },
    );
  }

  for (const end of ['', '/', '/api', '/api/']) {
    it(`reads document and version of a URL that ends in "${end}"`, async () => {
      server = await serve(conductorAnswers(smallDocument()));
      expect(await readServer(`${server.url}${end}`)).to.deep.equal({ document: smallDocument(), version: '1.2.3' });
    });
  }

  it('keeps the prefix of a server behind a gateway', () => {
    expect(serverRoot('https://host/conductor/api/')).to.equal('https://host/conductor');
  });

  it('takes the version from the configuration of servers that have no /api/version', async () => {
    server = await serve({
      '/api-docs': { body: JSON.stringify(smallDocument()) },
      '/api/admin/config': { body: '{"version":"3.21.14"}' },
    });
    expect((await readServer(server.url)).version).to.equal('3.21.14');
  });

  it('refuses a server that tells no version', async () => {
    const answers = {
      ...conductorAnswers(smallDocument()),
      '/api/version': { type: 'text/html', body: '<html></html>' },
    };
    expect(await refusal(answers)).to.equal(
      'URL/api/version answered 200, and URL/api/admin/config has no version: is this a Conductor server?',
    );
  });

  it('refuses what is no URL', async () => {
    for (const url of ['localhost:8080', 'ftp://localhost', 'x']) {
      const error: unknown = await readServer(url).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(GenerateError);
      expect(error).to.have.property('message', `--server needs a URL such as http://localhost:8080/api, not "${url}"`);
    }
  });

  it('says how an unreachable server failed', async () => {
    server = await serve({});
    const { url } = server;
    await server.close();
    server = undefined;
    const error: unknown = await readServer(url).catch((reason: unknown) => reason);
    expect(error).to.have.property(
      'message',
      `${url}/api-docs cannot be reached (ECONNREFUSED): is the server running?`,
    );
  });

  it('says that a server cannot describe itself', async () => {
    const body = '{"status":500,"message":"Handler dispatch failed:\\n  NoSuchMethodError","retryable":false}';
    expect(await refusal({ '/api-docs': { status: 500, body } })).to.equal(
      'URL/api-docs answered 500 (Handler dispatch failed: NoSuchMethodError): ' +
        'this server cannot describe itself (3.32.1 never can); read one of another version',
    );
  });

  it('says what came instead of a document', async () => {
    const cases: [Answers[string], string | RegExp][] = [
      [
        { status: 404, type: 'text/html', body: '<h1>no</h1>' },
        'URL/api-docs answered 404: is this the URL of a Conductor server?',
      ],
      [{ type: 'text/html', body: '<html></html>' }, 'the answer of URL/api-docs is HTML, not an OpenAPI document'],
      [{ body: '' }, 'the answer of URL/api-docs is empty, not an OpenAPI document'],
      [{ body: '{"openapi": "3.1.0", ' }, /^the answer of URL\/api-docs is not valid JSON: [^\n]+$/],
      [{ body: '{}' }, 'the answer of URL/api-docs is not an OpenAPI document: it has no "openapi" version'],
      [{ body: '[]' }, 'the answer of URL/api-docs is not an OpenAPI document: the JSON is not an object'],
      [
        { body: '{"openapi":"2.0"}' },
        'the answer of URL/api-docs is not an OpenAPI document: its OpenAPI version is 2.0, not 3.x',
      ],
      [
        { body: '{"openapi":"3.1.0","paths":{}}' },
        'the answer of URL/api-docs is not an OpenAPI document: it has no paths',
      ],
      [
        { body: '{"openapi":"3.1.0","paths":{"/a":{"get":{}}},"components":{"schemas":{}}}' },
        'the answer of URL/api-docs is not an OpenAPI document: operation GET /a has no responses',
      ],
    ];
    for (const [answer, expected] of cases) {
      const message = await refusal({ '/api-docs': answer });
      if (typeof expected === 'string') expect(message).to.equal(expected);
      else expect(message).to.match(expected);
      await server?.close();
      server = undefined;
    }
  });
});
