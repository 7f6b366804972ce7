import { expect } from 'chai';
import { logging } from '../../../plugins/logging/index.js';
import { createConductorClient, TaskRunner, type AuthOptions, type TransportResponse } from '../../../src/index.js';
import { until } from '../../e2e/support/until.js';
import { json } from '../../runner/support/answers.js';
import { pinoInMemory } from './support/records.js';

const SECRETS = ['key-of-the-worker', 'secret-of-the-worker', 'token-from-the-server', 'header-of-a-gateway'];

/** A server that repeats in its errors everything that it was sent, secrets and all. */
function repeating(headers: Headers | Record<string, string>, body: unknown): TransportResponse {
  const sent = `${JSON.stringify(Object.fromEntries(Object.entries(headers)))} ${String(body)} ${SECRETS.join(' ')}`;
  return json(500, { status: 500, message: `cannot do this: ${sent}`, instance: 'host', retryable: true });
}

describe('logging() at trace, of a runner whose client has credentials', () => {
  const auths: readonly (readonly [string, AuthOptions])[] = [
    ['a key', { keyId: 'key-of-the-worker', keySecret: 'secret-of-the-worker' }],
    ['a token', { token: 'token-from-the-server' }],
  ];
  for (const [name, auth] of auths) {
    it(`writes nothing of ${name}, whatever the server answers`, async () => {
      const { logger, records } = pinoInMemory('trace');
      const plugin = logging({ logger, requests: 'trace', data: { input: true, output: true } });
      const client = createConductorClient({
        ...{ serverUrl: 'http://scripted', proxy: false, auth, plugins: [plugin] },
        headers: { 'x-api-key': 'header-of-a-gateway' },
        transport: () => ({
          send: ({ path, headers, body }) =>
            Promise.resolve(
              path.endsWith('/token') ? json(200, { token: 'token-from-the-server' }) : repeating(headers, body),
            ),
          stream: () => Promise.reject(new Error('this server has no streams')),
          close: () => Promise.resolve(),
        }),
      });
      const runner = new TaskRunner({ client, workers: [{ name: 'charge', execute: () => ({}) }], plugins: [plugin] });
      await runner.start();
      await until(
        'two failed polls',
        () => Promise.resolve(records),
        (seen) => seen.filter(({ event }) => event === 'pollFailed').length >= 2,
        5_000,
      );
      await runner.stop();
      await client.close();
      expect(records.map(({ event }) => event)).to.include('requestCompleted');
      const text = JSON.stringify(records);
      expect(text).to.contain('cannot do this');
      expect(text).to.contain('[redacted]');
      const known = 'token' in auth ? SECRETS.slice(2) : SECRETS;
      for (const secret of known) expect(text).to.not.contain(secret);
    });
  }
});
