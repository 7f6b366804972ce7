import type { Client, Config } from '../../generated/client/index.js';
import { createInterceptors } from '../../generated/client/utils.gen.js';
import { environment } from '../platform.js';
import type { VerbOptions } from './call-options.js';
import type { ClientConfig } from './client-config.js';
import { ClientCore } from './client-core.js';
import type { ConductorClient } from './conductor-client.js';
import { defaultTransport } from './default-transport.js';
import { ConductorConfigError } from './errors/conductor-config-error.js';
import { eventStream } from './event-stream.js';
import { canReleasePolls } from './held-polls.js';
import { isSecretHeader } from './redact.js';
import { resolveConfig } from './resolve-config.js';

/**
 * Makes a client. Every setting is optional: what is missing comes from the environment, then from the defaults.
 *
 * Throws `ConductorConfigError` for anything that cannot be right; whether the server is there shows with the first call.
 *
 * @example
 * const client = createConductorClient({ serverUrl: 'http://localhost:8080/api' });
 * const { data: task } = await TaskResourceService.getTask({ client, path: { taskId } });
 * await client.close();
 */
export function createConductorClient(config: ClientConfig = {}): ConductorClient {
  const resolved = resolveConfig(config, environment());
  const { server, tls, proxy, connections, clock } = resolved;
  const createTransport = resolved.transport ?? defaultTransport();
  const transport = createTransport({ origin: server.origin, tls, proxy, connections, clock });
  const core = new ClientCore(resolved, transport);
  core.events.setUp(resolved.plugins);

  const verb = (method: string) => (options: VerbOptions) => core.call(method, options);
  const stream = (method: string) => (options: VerbOptions) => Promise.resolve(eventStream(core, method, options));
  const refused = (method: string) => (): never => {
    throw new ConductorConfigError(`a Conductor server has no operations of the method ${method}`, { field: 'method' });
  };
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= core.close());

  // Made once: whoever encodes a body ahead asks for it, with every task result that is reported.
  const shownConfig: Config = {
    baseUrl: server.origin + server.basePath,
    bodySerializer: (body) => resolved.json.stringify(body),
    headers: Object.freeze(
      Object.fromEntries(Object.entries(resolved.headers).filter(([name]) => !isSecretHeader(name))),
    ),
    parseAs: 'auto',
    responseStyle: 'fields',
    throwOnError: true,
  };

  // The one place where the generated type, which infers results from type arguments alone, meets code that does the same for all.
  const client = {
    serverUrl: core.serverUrl,
    close,
    [Symbol.asyncDispose]: close,
    buildUrl: (options: VerbOptions) => core.buildUrl(options),
    getConfig: (): Config => ({ ...shownConfig }),
    setConfig: (): never => {
      throw new ConductorConfigError(
        'a client keeps its configuration: make another one with createConductorClient, or pass options to the single call',
        { field: 'setConfig' },
      );
    },
    interceptors: refusingInterceptors(),
    request: (options: VerbOptions & { method: string }) => core.call(options.method.toUpperCase(), options),
    get: verb('GET'),
    head: verb('HEAD'),
    options: verb('OPTIONS'),
    post: verb('POST'),
    put: verb('PUT'),
    patch: verb('PATCH'),
    delete: verb('DELETE'),
    connect: refused('CONNECT'),
    trace: refused('TRACE'),
    sse: {
      get: stream('GET'),
      head: refused('HEAD'),
      options: refused('OPTIONS'),
      post: stream('POST'),
      put: stream('PUT'),
      patch: stream('PATCH'),
      delete: stream('DELETE'),
      connect: refused('CONNECT'),
      trace: refused('TRACE'),
    },
  };
  canReleasePolls(client, () => transport.releaseHeldPolls?.());
  return client as unknown as ConductorClient;
}

/** Interceptors see `Request` and `Response` objects, which this client does not make. */
function refusingInterceptors(): Client['interceptors'] {
  const interceptors: Client['interceptors'] = createInterceptors();
  for (const kind of ['request', 'response', 'error'] as const) {
    interceptors[kind].use = () => {
      throw new ConductorConfigError(
        `this client has no ${kind} interceptors: pass a plugin, createConductorClient({ plugins: [{ name, setupClient: (host) => host.aroundOperation(…) }] })`,
        { field: `interceptors.${kind}` },
      );
    };
  }
  return interceptors;
}
