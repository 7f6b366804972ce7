import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { TaskResourceService } from '../../generated/index.js';
import type { ClientConfig } from '../../src/client/client-config.js';
import { createConductorClient } from '../../src/client/create-conductor-client.js';
import { ConductorConfigError } from '../../src/client/errors/conductor-config-error.js';
import { fetchTransport } from '../../src/client/fetch-transport.js';
import { poolTransport } from '../../src/client/pool-transport.js';
import { resolveConfig } from '../../src/client/resolve-config.js';
import type { TransportSettings } from '../../src/client/transport.js';
import { VERSION } from '../../src/client/user-agent.js';
import packageJson from '../../package.json' with { type: 'json' };
import { rejectionOf, throwOf } from './support/rejection-of.js';

describe('the configuration of a client', () => {
  const wrong = (config: unknown, field: string, text: string, env: Record<string, string> = {}): void => {
    const error = throwOf(() => resolveConfig(config as ClientConfig, env), ConductorConfigError);
    expect(error.field, error.message).to.equal(field);
    expect(error.message).to.include(text);
  };

  describe('the server', () => {
    const locate = (serverUrl: string | undefined, env: Record<string, string> = {}): string => {
      const { server } = resolveConfig(serverUrl === undefined ? {} : { serverUrl }, env);
      return `${server.origin}${server.basePath} + ${server.apiPath}`;
    };

    it('is the local one unless the environment or the code says otherwise', () => {
      expect(locate(undefined)).to.equal('http://localhost:8080 + /api');
      expect(locate(undefined, { CONDUCTOR_SERVER_URL: 'https://env.example.com/api' })).to.equal(
        'https://env.example.com + /api',
      );
      expect(locate('http://code:1', { CONDUCTOR_SERVER_URL: 'https://env.example.com' })).to.equal(
        'http://code:1 + /api',
      );
    });

    it('may be given with or without /api and slashes, and keeps a prefix', () => {
      for (const url of ['http://host:8080', 'http://host:8080/', 'http://host:8080/api', 'http://host:8080/api//']) {
        expect(locate(url)).to.equal('http://host:8080 + /api');
      }
      expect(locate('https://host/conductor/api/')).to.equal('https://host/conductor + /api');
      expect(locate('https://host/api/api')).to.equal('https://host/api + /api');
      expect(locate('https://host/myapi')).to.equal('https://host/myapi + /api');
    });

    it('is refused when it is not an address', () => {
      wrong({ serverUrl: '' }, 'serverUrl', 'is empty');
      wrong({ serverUrl: 5 }, 'serverUrl', 'got number');
      wrong({ serverUrl: null }, 'serverUrl', 'got null');
      wrong({ serverUrl: 'localhost:8080' }, 'serverUrl', 'only http and https');
      wrong({ serverUrl: 'conductor' }, 'serverUrl', 'scheme is missing');
      wrong({ serverUrl: 'ftp://host' }, 'serverUrl', '"ftp"');
      wrong({ serverUrl: 'http://host/?a=1' }, 'serverUrl', 'query');
      wrong({ serverUrl: 'http://host/#a' }, 'serverUrl', 'fragment');
      wrong({ serverUrl: 'http://user:do-not-show@host' }, 'serverUrl', 'credentials');
      wrong({}, 'CONDUCTOR_SERVER_URL', 'is empty', { CONDUCTOR_SERVER_URL: ' ' });
      wrong({}, 'CONDUCTOR_SERVER_URL', 'is no URL', { CONDUCTOR_SERVER_URL: 'http://' });
    });

    it('may have its API elsewhere, said in one place', () => {
      expect(resolveConfig({ apiPath: '' }, {}).server.apiPath).to.equal('');
      wrong({ apiPath: 'v1' }, 'apiPath', 'begins with "/"');
      wrong({ apiPath: '/v1/' }, 'apiPath', '"/v1/"');
      wrong({ apiPath: 1 }, 'apiPath', 'number');
      wrong({ apiPath: '/v1', serverUrl: 'http://host/v1' }, 'apiPath', 'in one place only');
    });
  });

  describe('credentials', () => {
    it('come from the environment, unless the code says otherwise', () => {
      const env = { CONDUCTOR_AUTH_KEY: 'k', CONDUCTOR_AUTH_SECRET: 's' };
      expect(resolveConfig({}, env).auth).to.deep.equal({ keyId: 'k', keySecret: 's' });
      expect(resolveConfig({ auth: { token: 't' } }, env).auth).to.deep.equal({ token: 't' });
      expect(resolveConfig({ auth: false }, env).auth).to.equal(undefined);
      expect(resolveConfig({}, {}).auth).to.equal(undefined);
    });

    it('are refused when they are incomplete, contradictory or of no known form', () => {
      wrong({ auth: {} }, 'auth.getHeaders', 'one of');
      wrong({ auth: 'token' }, 'auth', 'one of');
      wrong({ auth: { keyId: 'k' } }, 'auth.keySecret', 'is missing');
      wrong({ auth: { keyId: '', keySecret: 's' } }, 'auth.keyId', 'is empty');
      wrong({ auth: { token: 5 } }, 'auth.token', 'must be text');
      wrong({ auth: { token: 't', keyId: 'k', keySecret: 's' } }, 'auth', 'exclude each other');
      wrong({ auth: { token: 't', getHeaders: () => undefined } }, 'auth', 'exclude each other');
      wrong({ auth: { getHeaders: 5 } }, 'auth.getHeaders', 'function');
      wrong({ auth: { apiKey: 'x' } }, 'auth.apiKey', 'no field "apiKey"');
      wrong({}, 'CONDUCTOR_AUTH_SECRET', 'is not set', { CONDUCTOR_AUTH_KEY: 'k' });
      wrong({}, 'CONDUCTOR_AUTH_KEY', 'is not set', { CONDUCTOR_AUTH_SECRET: 's' });
      wrong({}, 'CONDUCTOR_AUTH_SECRET', 'is empty', { CONDUCTOR_AUTH_KEY: 'k', CONDUCTOR_AUTH_SECRET: '' });
    });
  });

  it('refuses every other field that is wrong, by its name', () => {
    wrong(null, 'config', 'an object');
    wrong({ serverURL: 'http://x' }, 'serverURL', 'no field "serverURL"; it has serverUrl');
    wrong({ headers: [] }, 'headers', 'object');
    wrong({ headers: { a: 1 } }, 'headers.a', 'got number');
    wrong({ headers: { 'a b': '1' } }, 'headers.a b', 'no valid name');
    wrong({ headers: { a: 'b\r\n' } }, 'headers.a', 'line break');
    wrong({ headers: { 'Transfer-Encoding': 'chunked' } }, 'headers.Transfer-Encoding', 'transport');
    wrong({ userAgent: '' }, 'userAgent', 'not empty');
    wrong({ userAgent: 'a\nb' }, 'userAgent', 'cannot carry');
    wrong({ timeoutMs: NaN }, 'timeoutMs', 'NaN');
    wrong({ timeoutMs: -5 }, 'timeoutMs', '-5');
    wrong({ timeoutMs: '5' }, 'timeoutMs', '"5"');
    wrong({ timeoutMs: Infinity }, 'timeoutMs', '0 for no limit');
    wrong({ retry: true }, 'retry', 'false or an object');
    wrong({ retry: { attempts: 1.5 } }, 'retry.attempts', '1.5');
    wrong({ retry: { deadlineMs: 0 } }, 'retry.deadlineMs', '0');
    wrong({ retry: { deadlineMs: NaN } }, 'retry.deadlineMs', 'NaN');
    wrong({ retry: { times: 3 } }, 'retry.times', 'no field "times"');
    wrong({ connections: 10 }, 'connections', 'object');
    wrong({ connections: { poll: 0 } }, 'connections.poll', '0');
    wrong({ connections: { result: 5 } }, 'connections.result', 'no field "result"');
    wrong({ json: {} }, 'json', 'parse and stringify');
    wrong({ plugins: {} }, 'plugins', 'array');
    wrong({ plugins: [{}] }, 'plugins[0]', 'no plugin');
    wrong({ plugins: [{ name: 'a' }, { name: 'a' }] }, 'plugins[1]', '"a" is there twice');
    wrong({ transport: {} }, 'transport', 'function');
    wrong({ clock: {} }, 'clock', 'setTimer');
    wrong({ random: 5 }, 'random', 'function');
    wrong({ onPluginError: 5 }, 'onPluginError', 'function');
  });

  describe('certificates', () => {
    const https = 'https://conductor.example.com';
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'conductor-tls-'));
      writeFileSync(join(folder, 'note.txt'), 'no certificate');
    });
    after(() => rmSync(folder, { recursive: true }));

    it('are read and checked at once', () => {
      const pem = '-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n';
      wrong({ serverUrl: https, tls: 5 }, 'tls', 'object');
      wrong({ serverUrl: https, tls: { cafile: 'x' } }, 'tls.cafile', 'it has ca, cert and key');
      wrong({ serverUrl: https, tls: { ca: 5 } }, 'tls.ca', 'got number');
      wrong({ serverUrl: https, tls: { ca: '' } }, 'tls.ca', 'empty');
      wrong({ serverUrl: https, tls: { ca: join(folder, 'missing.pem') } }, 'tls.ca', 'ENOENT');
      wrong({ serverUrl: https, tls: { ca: join(folder, 'note.txt') } }, 'tls.ca', 'no PEM file');
      wrong({ serverUrl: https, tls: { ca: pem } }, 'tls.ca', 'no certificate that can be read');
      wrong({ serverUrl: https, tls: { cert: pem } }, 'tls.key', 'both tls.cert and tls.key');
      wrong({ serverUrl: https, tls: { key: pem } }, 'tls.cert', 'both tls.cert and tls.key');
      wrong({ serverUrl: 'http://conductor', tls: {} }, 'tls', 'use https');
    });

    it('do not appear in the message when a key has lost its first line', () => {
      const error = throwOf(
        () => resolveConfig({ serverUrl: https, tls: { key: 'TUlJRXZ3SUJBREFOQmdrcWhr' } }, {}),
        ConductorConfigError,
      );
      expect(error.message).not.to.include('TUlJRXZ3');
    });
  });

  describe('a proxy', () => {
    const proxyOf = (serverUrl: string, env: Record<string, string>, proxy?: string | false): string | undefined => {
      const resolved = resolveConfig({ serverUrl, ...(proxy !== undefined && { proxy }) }, env).proxy;
      return resolved && `${resolved.origin} (${resolved.source})`;
    };
    const env = { HTTPS_PROXY: 'http://secure:1', HTTP_PROXY: 'http://plain:2' };

    it('comes from the environment by the scheme of the server, lower case first', () => {
      expect(proxyOf('https://conductor.example.com', env)).to.equal('http://secure:1 (HTTPS_PROXY)');
      expect(proxyOf('http://conductor.example.com', env)).to.equal('http://plain:2 (HTTP_PROXY)');
      expect(proxyOf('http://conductor.example.com', { ...env, http_proxy: 'lower:3' })).to.equal(
        'http://lower:3 (http_proxy)',
      );
      expect(proxyOf('http://conductor.example.com', { HTTPS_PROXY: 'http://secure:1' })).to.equal(undefined);
      expect(proxyOf('http://conductor.example.com', { http_proxy: '' })).to.equal(undefined);
    });

    it('never stands before a loopback address, unless the code says so', () => {
      for (const host of ['localhost', '127.0.0.1', '127.8.8.8', '[::1]', 'conductor.localhost']) {
        expect(proxyOf(`http://${host}:8080`, env), host).to.equal(undefined);
      }
      expect(proxyOf('http://localhost:8080', {}, 'http://given:4')).to.equal('http://given:4 (proxy)');
      expect(proxyOf('https://conductor.example.com', env, false)).to.equal(undefined);
      expect(proxyOf('https://conductor.example.com', { ...env, NO_PROXY: '*' }, 'http://given:4')).to.equal(
        'http://given:4 (proxy)',
      );
    });

    it('does not stand before what NO_PROXY names', () => {
      const excluded = [
        '*',
        'conductor.example.com',
        'example.com',
        '.example.com',
        '*.example.com',
        'a, EXAMPLE.com:443 ,b',
      ];
      for (const value of excluded) {
        expect(proxyOf('https://conductor.example.com', { ...env, NO_PROXY: value }), value).to.equal(undefined);
      }
      for (const value of ['', 'ample.com', 'example.com:8443', 'other.example.com']) {
        expect(proxyOf('https://conductor.example.com', { ...env, NO_PROXY: value }), value).to.be.a('string');
      }
    });

    it('is refused when it is not one, without its password', () => {
      wrong({ proxy: '' }, 'proxy', 'is empty');
      wrong({ proxy: 5 }, 'proxy', 'got number');
      wrong({ proxy: 'proxy:3128' }, 'proxy', 'only http and https');
      wrong({ proxy: 'socks5://proxy' }, 'proxy', '"socks5"');
      wrong({ serverUrl: 'https://x' }, 'HTTPS_PROXY', 'is no URL', { HTTPS_PROXY: 'http://us er:do-not-show@' });
    });
  });

  describe('the transport', () => {
    it('is asked for with what it needs to know', () => {
      let settings: TransportSettings | undefined;
      createConductorClient({
        serverUrl: 'https://conductor.example.com/prefix',
        proxy: 'http://user:pass@proxy:3128',
        connections: { results: 3 },
        transport: (given) => {
          settings = given;
          return fetchTransport()({ ...given, proxy: undefined });
        },
      });
      expect(settings).to.deep.include({
        origin: 'https://conductor.example.com',
        connections: { poll: 256, results: 3, other: 64 },
      });
      expect(settings!.proxy!.url).to.equal('http://user:pass@proxy:3128/');
    });

    it('over fetch refuses what fetch has no place for', () => {
      const over = (config: ClientConfig) => () => createConductorClient({ ...config, transport: fetchTransport() });
      const serverUrl = 'https://conductor.example.com';
      expect(throwOf(over({ serverUrl, tls: {} }), ConductorConfigError).message).to.include('poolTransport');
      expect(throwOf(over({ serverUrl, proxy: 'http://p' }), ConductorConfigError).message).to.include('poolTransport');
      expect(throwOf(() => fetchTransport({ fetch: 5 as never }), ConductorConfigError).field).to.equal('transport');
    });
  });

  describe('the client', () => {
    it('shows its configuration without secrets, and keeps it', () => {
      const client = createConductorClient({
        serverUrl: 'http://conductor/prefix',
        headers: { 'X-Team': 'a', 'X-Api-Key': 'do-not-show' },
        transport: poolTransport(),
      });
      const shown = client.getConfig();
      expect(shown).to.deep.include({
        baseUrl: 'http://conductor/prefix',
        throwOnError: true,
        responseStyle: 'fields',
      });
      expect(shown.headers).to.include({ 'x-team': 'a' }).and.not.to.have.property('x-api-key');
      expect(throwOf(() => client.setConfig({ baseUrl: 'x' }), ConductorConfigError).message).to.include(
        'createConductorClient',
      );
    });

    it('builds URLs', () => {
      const client = createConductorClient({ serverUrl: 'http://conductor/prefix' });
      expect(client.buildUrl({ url: '/api/tasks/{taskId}', path: { taskId: 'a b' }, query: { x: 1 } })).to.equal(
        'http://conductor/prefix/api/tasks/a%20b?x=1',
      );
    });

    it('says what to use in place of what it does not have', async () => {
      const client = createConductorClient({ serverUrl: 'http://conductor' });
      for (const kind of ['request', 'response', 'error'] as const) {
        const use = (): number => client.interceptors[kind].use((() => undefined) as never);
        expect(throwOf(use, ConductorConfigError).message).to.include('aroundOperation');
        client.interceptors[kind].clear();
      }
      expect(throwOf(() => client.trace({ url: '/api/x' }), ConductorConfigError).message).to.include('TRACE');
      expect(throwOf(() => client.sse.connect({ url: '/api/x' }), ConductorConfigError).message).to.include('CONNECT');
      await client.close();
    });

    it('does not affect another one', async () => {
      const [a, b] = [
        createConductorClient({ serverUrl: 'http://a' }),
        createConductorClient({ serverUrl: 'http://b' }),
      ];
      await a.close();
      expect(b.serverUrl).to.equal('http://b/api');
      expect(
        (await rejectionOf(TaskResourceService.getTask({ client: b, path: {} as never }), ConductorConfigError))
          .message,
      ).to.include('missing');
      await b.close();
    });
  });

  it('names this package in the user agent', () => {
    expect(VERSION).to.equal(packageJson.version);
  });
});
