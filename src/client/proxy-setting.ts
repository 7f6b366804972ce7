import { ConductorConfigError } from './errors/conductor-config-error.js';

/** The proxy a client goes through. */
export interface ProxySetting {
  /** Scheme, host and port, without credentials: fit for messages. */
  readonly origin: string;
  /** With credentials, if there are any. Not enumerable. */
  readonly url: string;
  /** Where it was set: `proxy`, or the name of the environment variable. */
  readonly source: string;
}

/** Reads a proxy's URL. It may carry credentials, which then appear in no message. */
export function parseProxy(value: unknown, source: string): ProxySetting {
  const wrong = (problem: string): ConductorConfigError =>
    new ConductorConfigError(`${source} ${problem}; give a URL such as "http://proxy.example.com:3128"`, {
      field: source,
    });
  if (typeof value !== 'string') throw wrong(`must be text, got ${typeof value}`);
  if (value === '') throw wrong('is empty');
  // Tools that read these variables take a bare host and port as well.
  const text = value.includes('://') || source === 'proxy' ? value : `http://${value}`;
  if (!URL.canParse(text)) throw wrong('is no URL');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw wrong(`has the scheme "${url.protocol.slice(0, -1)}", only http and https are supported`);
  }
  const setting = { origin: url.origin, source };
  return Object.defineProperty(setting, 'url', { value: url.href, enumerable: false }) as typeof setting & {
    readonly url: string;
  };
}

/**
 * The proxy that the environment sets for `server`: `HTTPS_PROXY` for https, `HTTP_PROXY` for http, lower case first, unless
 * `NO_PROXY` excludes the host. Never for a loopback address: there is nothing a proxy could do about it.
 */
export function proxyFromEnvironment(
  server: URL,
  env: Readonly<Record<string, string | undefined>>,
): ProxySetting | undefined {
  if (isLoopback(server.hostname)) return undefined;
  const upper = server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const name = env[upper.toLowerCase()] === undefined ? upper : upper.toLowerCase();
  const value = env[name];
  // An empty variable is how a shell switches a proxy off.
  if (value === undefined || value === '') return undefined;
  if (isExcluded(server, env.no_proxy ?? env.NO_PROXY ?? '')) return undefined;
  return parseProxy(value, name);
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}

function isExcluded(server: URL, noProxy: string): boolean {
  const port = server.port === '' ? (server.protocol === 'https:' ? '443' : '80') : server.port;
  return noProxy.split(/[,\s]+/).some((entry) => {
    if (entry === '*') return true;
    const [, host = '', entryPort] = /^(.+?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (host === '' || (entryPort !== undefined && entryPort !== port)) return false;
    const domain = host.replace(/^\*?\./, '');
    return server.hostname === domain || server.hostname.endsWith(`.${domain}`);
  });
}
