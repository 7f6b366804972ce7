import { systemClock } from '../time/clock.js';
import type { Clock } from '../time/clock.js';
import { systemRandom } from '../time/random.js';
import type { Random } from '../time/random.js';
import type { AuthOptions } from './auth/auth-options.js';
import type { ClientConfig } from './client-config.js';
import type { ClientPlugin } from './client-plugin.js';
import { ConductorConfigError } from './errors/conductor-config-error.js';
import { checkHeader } from './header-set.js';
import { isRecord } from './is-record.js';
import type { JsonCodec } from './json-codec.js';
import { parseProxy, proxyFromEnvironment } from './proxy-setting.js';
import type { ProxySetting } from './proxy-setting.js';
import { resolveRetry } from './retry-policy.js';
import type { RetryPolicy } from './retry-policy.js';
import { parseApiPath, parseServerUrl } from './server-url.js';
import type { ServerLocation } from './server-url.js';
import { resolveTls } from './tls-setting.js';
import type { TlsSetting } from './tls-setting.js';
import type { Lane, TransportFactory } from './transport.js';
import { DEFAULT_USER_AGENT } from './user-agent.js';

/** A configuration with every default filled in and every value checked. */
export interface ResolvedConfig {
  readonly server: ServerLocation;
  readonly auth: AuthOptions | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: TlsSetting | undefined;
  readonly proxy: ProxySetting | undefined;
  readonly timeoutMs: number;
  readonly retry: RetryPolicy | undefined;
  readonly connections: Readonly<Record<Lane, number>>;
  readonly json: JsonCodec;
  readonly plugins: readonly ClientPlugin[];
  readonly onPluginError: ((error: unknown, plugin: string) => void) | undefined;
  readonly transport: TransportFactory | undefined;
  readonly clock: Clock;
  readonly random: Random;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_SERVER_URL = 'http://localhost:8080/api';
const DEFAULT_TIMEOUT_MS = 30_000;
/**
 * Polls: one per worker at a time, so more than anybody runs. Results: one that waits for a connection costs CPU; at a concurrency of 100
 * a task costs a sixth more over 10 connections than over 32, and no less over 100. Other: a synchronous execution holds its connection
 * for seconds.
 */
const DEFAULT_CONNECTIONS: Readonly<Record<Lane, number>> = { poll: 256, results: 32, other: 64 };

const FIELDS: ReadonlySet<string> = new Set<keyof ClientConfig>([
  'serverUrl',
  'apiPath',
  'auth',
  'headers',
  'userAgent',
  'tls',
  'proxy',
  'timeoutMs',
  'retry',
  'connections',
  'json',
  'plugins',
  'onPluginError',
  'transport',
  'clock',
  'random',
]);

/** Checks a configuration and fills it up: explicit beats environment beats default. Throws `ConductorConfigError`. */
export function resolveConfig(config: ClientConfig, env: Environment): ResolvedConfig {
  // What JavaScript passes need not be what the type says.
  const given: unknown = config;
  if (!isRecord(given)) throw new ConductorConfigError('the configuration must be an object', { field: 'config' });
  for (const name of Object.keys(given)) {
    if (!FIELDS.has(name)) {
      throw new ConductorConfigError(`the configuration has no field "${name}"; it has ${[...FIELDS].join(', ')}`, {
        field: name,
      });
    }
  }
  const apiPath = given.apiPath === undefined ? undefined : parseApiPath(given.apiPath);
  const server =
    given.serverUrl !== undefined
      ? parseServerUrl(given.serverUrl, 'serverUrl', apiPath)
      : env.CONDUCTOR_SERVER_URL !== undefined
        ? parseServerUrl(env.CONDUCTOR_SERVER_URL, 'CONDUCTOR_SERVER_URL', apiPath)
        : parseServerUrl(DEFAULT_SERVER_URL, 'serverUrl', apiPath);
  const tls = given.tls === undefined ? undefined : resolveTls(given.tls);
  if (tls !== undefined && !server.origin.startsWith('https:')) {
    throw new ConductorConfigError(
      `tls is given, but the server is reached without it: ${server.origin}; use https or leave tls out`,
      {
        field: 'tls',
      },
    );
  }
  return {
    server,
    auth: resolveAuth(given.auth, env),
    headers: { 'user-agent': resolveUserAgent(given.userAgent), ...resolveHeaders(given.headers) },
    tls,
    proxy: resolveProxy(given.proxy, server, env),
    timeoutMs: given.timeoutMs === undefined ? DEFAULT_TIMEOUT_MS : checkTimeout(given.timeoutMs),
    retry: resolveRetry(given.retry, 'retry'),
    connections: resolveConnections(given.connections),
    json: resolveJson(given.json),
    plugins: resolvePlugins(given.plugins),
    onPluginError: checkFunction(config.onPluginError, 'onPluginError'),
    transport: checkFunction(config.transport, 'transport'),
    clock: checkClock(config.clock) ?? systemClock,
    random: checkFunction(config.random, 'random') ?? systemRandom,
  };
}

/** A time an attempt may take: 0 or more milliseconds. */
export function checkTimeout(value: unknown, field = 'timeoutMs'): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw new ConductorConfigError(`${field} must be a number of milliseconds, 0 for no limit; got ${show(value)}`, {
    field,
  });
}

function resolveAuth(given: unknown, env: Environment): AuthOptions | undefined {
  if (given === false) return undefined;
  if (given === undefined) return authFromEnvironment(env);
  const forms = 'one of { keyId, keySecret }, { token }, { getHeaders }, or false';
  if (!isRecord(given)) throw new ConductorConfigError(`auth must be ${forms}`, { field: 'auth' });
  const secret = (name: string): string => {
    const value = given[name];
    if (typeof value === 'string' && value.trim() !== '') return value;
    const problem = value === undefined ? 'is missing' : typeof value === 'string' ? 'is empty' : 'must be text';
    throw new ConductorConfigError(`auth.${name} ${problem}; auth is ${forms}`, { field: `auth.${name}` });
  };
  const names = Object.keys(given).sort();
  const foreign = names.find((name) => !['keyId', 'keySecret', 'token', 'getHeaders'].includes(name));
  if (foreign !== undefined) {
    throw new ConductorConfigError(`auth has no field "${foreign}"; it is ${forms}`, { field: `auth.${foreign}` });
  }
  if ('keyId' in given || 'keySecret' in given) {
    if ('token' in given || 'getHeaders' in given) throw contradictory(names, forms);
    return { keyId: secret('keyId'), keySecret: secret('keySecret') };
  }
  if ('token' in given) {
    if ('getHeaders' in given) throw contradictory(names, forms);
    return { token: secret('token') };
  }
  const { getHeaders } = given;
  if (typeof getHeaders !== 'function') {
    throw new ConductorConfigError(`auth.getHeaders must be a function; auth is ${forms}`, {
      field: 'auth.getHeaders',
    });
  }
  return given as unknown as AuthOptions;
}

function contradictory(names: readonly string[], forms: string): ConductorConfigError {
  return new ConductorConfigError(`auth has ${names.join(', ')}, which exclude each other; it is ${forms}`, {
    field: 'auth',
  });
}

function authFromEnvironment(env: Environment): AuthOptions | undefined {
  const { CONDUCTOR_AUTH_KEY: keyId, CONDUCTOR_AUTH_SECRET: keySecret } = env;
  if (keyId === undefined && keySecret === undefined) return undefined;
  const missing = keyId === undefined || keyId.trim() === '' ? 'CONDUCTOR_AUTH_KEY' : 'CONDUCTOR_AUTH_SECRET';
  if (keyId !== undefined && keySecret !== undefined && keyId.trim() !== '' && keySecret.trim() !== '')
    return { keyId, keySecret };
  const state = env[missing] === undefined ? 'is not set' : 'is empty';
  throw new ConductorConfigError(
    `${missing} ${state}: set both CONDUCTOR_AUTH_KEY and CONDUCTOR_AUTH_SECRET, or neither, or pass auth: false`,
    { field: missing },
  );
}

function resolveUserAgent(given: unknown): string {
  if (given === undefined) return DEFAULT_USER_AGENT;
  if (typeof given !== 'string' || given.trim() === '') {
    throw new ConductorConfigError(`userAgent must be text that is not empty, got ${show(given)}`, {
      field: 'userAgent',
    });
  }
  checkHeader('user-agent', given, 'userAgent');
  return given;
}

function resolveHeaders(given: unknown): Record<string, string> {
  if (given === undefined) return {};
  if (!isRecord(given))
    throw new ConductorConfigError('headers must be an object of names and values', { field: 'headers' });
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    // The value may be a secret: it is not repeated.
    if (typeof value !== 'string') {
      throw new ConductorConfigError(`headers["${name}"] must be text, got ${value === null ? 'null' : typeof value}`, {
        field: `headers.${name}`,
      });
    }
    checkHeader(name, value, `headers.${name}`);
    headers[name.toLowerCase()] = value;
  }
  return headers;
}

function resolveProxy(given: unknown, server: ServerLocation, env: Environment): ProxySetting | undefined {
  if (given === false) return undefined;
  return given === undefined ? proxyFromEnvironment(new URL(server.origin), env) : parseProxy(given, 'proxy');
}

function resolveConnections(given: unknown): Readonly<Record<Lane, number>> {
  if (given === undefined) return DEFAULT_CONNECTIONS;
  if (!isRecord(given)) {
    throw new ConductorConfigError('connections must be an object with poll, results or other', {
      field: 'connections',
    });
  }
  const connections = { ...DEFAULT_CONNECTIONS };
  for (const [name, value] of Object.entries(given)) {
    const field = `connections.${name}`;
    if (name !== 'poll' && name !== 'results' && name !== 'other') {
      throw new ConductorConfigError(`connections has no field "${name}"; it has poll, results and other`, { field });
    }
    if (value === undefined) continue;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
      throw new ConductorConfigError(`${field} must be a whole number of at least 1, got ${show(value)}`, { field });
    }
    connections[name] = value;
  }
  return connections;
}

function resolveJson(given: unknown): JsonCodec {
  if (given === undefined) return JSON;
  if (isRecord(given) && typeof given.parse === 'function' && typeof given.stringify === 'function') {
    return given as unknown as JsonCodec;
  }
  throw new ConductorConfigError('json must be an object with the functions parse and stringify', { field: 'json' });
}

function resolvePlugins(given: unknown): readonly ClientPlugin[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw new ConductorConfigError('plugins must be an array', { field: 'plugins' });
  const names = new Set<string>();
  given.forEach((plugin: unknown, index) => {
    const field = `plugins[${index}]`;
    if (!isRecord(plugin) || typeof plugin.name !== 'string' || plugin.name === '') {
      throw new ConductorConfigError(`${field} is no plugin: a plugin is an object with a name that is not empty`, {
        field,
      });
    }
    if (names.has(plugin.name)) {
      throw new ConductorConfigError(`the plugin "${plugin.name}" is there twice; a client takes each name once`, {
        field,
      });
    }
    names.add(plugin.name);
  });
  return given as readonly ClientPlugin[];
}

function checkFunction<F>(value: F, field: string): F {
  if (value === undefined || typeof value === 'function') return value;
  throw new ConductorConfigError(`${field} must be a function, got ${show(value)}`, { field });
}

function checkClock(clock: Clock | undefined): Clock | undefined {
  const given: unknown = clock;
  if (given === undefined) return undefined;
  if (isRecord(given) && ['now', 'epochMs', 'setTimer'].every((name) => typeof given[name] === 'function'))
    return clock;
  throw new ConductorConfigError('clock must be an object with the functions now, epochMs and setTimer', {
    field: 'clock',
  });
}

/** A value in a message, short; only for fields that hold no secret. */
function show(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  return typeof value;
}
