import { inspect } from 'node:util';
import { expect } from 'chai';
import { AgentResourceService, TaskResourceService } from '../../generated/index.js';
import type { ClientConfig } from '../../src/client/client-config.js';
import type { ConductorClient } from '../../src/client/conductor-client.js';
import { createConductorClient } from '../../src/client/create-conductor-client.js';
import { createAuthority } from './support/certificates.js';
import { closedPort, json, send, TestServer } from './support/test-server.js';
import type { Handler } from './support/test-server.js';
import { transports } from './support/transports.js';

const path = { taskId: 'task-1' };
const SECRETS = {
  keyId: 'SECRET-key-id',
  keySecret: 'SECRET-key-secret',
  token: 'SECRET-token',
  header: 'SECRET-header-value',
  provided: 'SECRET-provided',
  proxyPassword: 'SECRET-proxy-password',
};

/** Every form in which a value may end up in a log. */
function shown(value: unknown): string {
  const layers: string[] = [];
  for (let layer: unknown = value, depth = 0; layer !== undefined && layer !== null && depth < 10; depth++) {
    layers.push(inspect(layer, { depth: Infinity, showHidden: true, maxStringLength: null }));
    layers.push(JSON.stringify(layer));
    if (layer instanceof Error)
      layers.push(
        layer.message,
        layer.stack ?? '',
        ...Object.getOwnPropertyNames(layer).map((name) => String(Reflect.get(layer as object, name))),
      );
    layer = layer instanceof Error ? layer.cause : undefined;
  }
  return layers.join('\n');
}

function expectNoSecret(value: unknown, what: string): void {
  const text = shown(value);
  const at = text.search(/SECRET-/);
  expect(at, `${what}: …${text.slice(Math.max(0, at - 200), at + 80)}…`).to.equal(-1);
}

for (const transport of transports) {
  describe(`secrets over ${transport.name}`, () => {
    let server: TestServer;
    const forms: [string, ClientConfig][] = [
      ['an access key', { auth: { keyId: SECRETS.keyId, keySecret: SECRETS.keySecret } }],
      ['a token', { auth: { token: SECRETS.token } }],
      [
        'headers from a function',
        { auth: { getHeaders: () => Promise.resolve({ Authorization: `Bearer ${SECRETS.provided}` }) } },
      ],
      ['a header of every request', { auth: false, headers: { 'X-Api-Key': SECRETS.header } }],
    ];
    /** A server that repeats all it was sent, in every form an error may take. */
    const repeating: [string, Handler][] = [400, 401, 403, 404, 500, 503].flatMap((status): [string, Handler][] => [
      [
        `${status} in JSON`,
        ({ headers, body }, response) =>
          json(
            response.setHeader(
              'x-request-id',
              String(headers['x-authorization'] ?? headers.authorization ?? headers['x-api-key']),
            ),
            status,
            { status, retryable: false, message: `refused: ${JSON.stringify(headers)} ${body.toString()}` },
          ),
      ],
      [
        `${status} in text`,
        ({ headers, body }, response) =>
          send(response, status, 'text/plain', JSON.stringify(headers) + body.toString()),
      ],
      [
        `${status} in HTML`,
        ({ headers }, response) =>
          send(response, status, 'text/html', `<html><title>${JSON.stringify(headers)}</title></html>`),
      ],
    ]);

    before(async () => {
      server = await TestServer.start();
    });
    after(() => server.close());

    for (const [form, config] of forms) {
      it(`${form}: in no error, event, result or inspection, even if the server repeats it`, async () => {
        const events: unknown[] = [];
        const client: ConductorClient = createConductorClient({
          serverUrl: server.origin,
          transport: transport.create(),
          retry: false,
          plugins: [
            {
              name: 'spy',
              setupClient: (host) => {
                host.on('requestCompleted', (event) => events.push(event));
                host.aroundOperation((operation, next) => {
                  events.push(operation);
                  return next(operation);
                });
              },
            },
          ],
          ...config,
        });
        const withToken =
          (handler: Handler): Handler =>
          (request, response, raw) =>
            request.url === '/api/token'
              ? json(response, 200, { token: SECRETS.token })
              : handler(request, response, raw);
        const problems: [string, Handler][] = [
          ...repeating,
          ['HTML with 200', (_request, response) => send(response, 200, 'text/html', `<html>${SECRETS.token}</html>`)],
          ['lost', (_request, _response, raw) => raw.socket.destroy()],
          [
            'redirect',
            (_request, response) => response.writeHead(302, { location: `https://x/y?token=${SECRETS.token}` }).end(),
          ],
          ['fine', (_request, response) => json(response, 200, {})],
        ];
        for (const [what, handler] of problems) {
          // Once with the token request going well, once with the same answer to it.
          for (const answering of what === 'HTML with 200' && form !== 'a token' ? [] : [withToken(handler), handler]) {
            server.handler = answering;
            const result = await TaskResourceService.getTask({ client, path, throwOnError: false });
            expectNoSecret(result, `result of ${what}`);
            expectNoSecret(result.error, `error of ${what}`);
            expectNoSecret(result.request, `request of ${what}`);
            const { stream } = await AgentResourceService.streamAgent({
              client,
              path: { executionId: 'e' },
              sseMaxRetryAttempts: 1,
            });
            expectNoSecret(await stream.next().catch((error: unknown) => error), `stream of ${what}`);
          }
        }
        expectNoSecret(events, 'events');
        expectNoSecret(client, 'the client');
        expectNoSecret(client.getConfig(), 'its configuration');
        await client.close();
        expectNoSecret(
          await TaskResourceService.getTask({ client, path }).catch((error: unknown) => error),
          'after closing',
        );
      }).timeout(30_000);
    }
  });
}

describe('secrets in settings', () => {
  it('appear in no error about them', async () => {
    const authority = await createAuthority();
    const wrong: unknown[] = [
      { serverUrl: 'http://user:SECRET-password@host' },
      { serverUrl: 'http://user:SECRET-password@' },
      { proxy: 'ftp://user:SECRET-password@host' },
      { proxy: 'http://user:SECRET-pass word@' },
      { auth: { keyId: 'SECRET-id' } },
      { auth: { keyId: 'SECRET-id', keySecret: 5 } },
      { auth: { token: 'SECRET-token', keyId: 'SECRET-id', keySecret: 'SECRET-secret' } },
      { auth: 'SECRET-token' },
      { headers: { Authorization: 'SECRET-value\n' } },
      {
        serverUrl: 'https://host',
        tls: { cert: authority.client.cert, key: '-----BEGIN PRIVATE KEY-----\nSECRET-\n-----END PRIVATE KEY-----' },
      },
      { serverUrl: 'https://host', tls: { cert: authority.client.cert, key: 'SECRET-without-first-line' } },
    ];
    for (const config of wrong) {
      let error: unknown;
      try {
        createConductorClient(config as ClientConfig);
      } catch (thrown) {
        error = thrown;
      }
      expect(error, JSON.stringify(Object.keys(config as object))).to.be.instanceOf(Error);
      expectNoSecret(error, 'configuration');
    }
  });

  it('do not appear when a proxy is not there', async () => {
    const client = createConductorClient({
      serverUrl: 'http://conductor.test',
      proxy: `http://user:${SECRETS.proxyPassword}@127.0.0.1:${await closedPort()}`,
      retry: false,
    });
    const { error } = await TaskResourceService.getTask({ client, path, throwOnError: false });
    expectNoSecret(error, 'proxy');
    expectNoSecret(client, 'client');
    await client.close();
  });
});
