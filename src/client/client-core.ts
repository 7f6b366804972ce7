import type { RequestOptions } from '../../generated/client/index.js';
import { composeInterceptors } from '../interceptor.js';
import type { Clock } from '../time/clock.js';
import type { Random } from '../time/random.js';
import type { Authenticator } from './auth/authenticator.js';
import { createAuthenticator } from './auth/create-authenticator.js';
import type { KeyAuthOptions } from './auth/auth-options.js';
import { explainTokenError, tokenOf, TOKEN_TEMPLATE } from './auth/request-token.js';
import { CallResult } from './call-result.js';
import type { Exchanged } from './call-result.js';
import { checkOptions } from './call-options.js';
import type { VerbOptions } from './call-options.js';
import { ClientEvents } from './client-events.js';
import type { Operation } from './client-host.js';
import { ConductorConfigError } from './errors/conductor-config-error.js';
import { ConductorConnectionError } from './errors/conductor-connection-error.js';
import { Exchange } from './exchange.js';
import type { Finish } from './exchange.js';
import { encodeCall, operationOf } from './encode-call.js';
import type { CallParts, EncodedCall } from './encode-call.js';
import { HeaderSet } from './header-set.js';
import type { CallHeaders } from './header-set.js';
import { isRecord } from './is-record.js';
import type { JsonCodec } from './json-codec.js';
import { PendingWaits } from './pending-waits.js';
import type { ProxySetting } from './proxy-setting.js';
import { encodeQuery } from './query-string.js';
import { isSecretHeader } from './redact.js';
import { rejected } from './rejected.js';
import type { ResolvedConfig } from './resolve-config.js';
import { Route } from './route.js';
import { readableStream } from './readable-stream.js';
import { openStream } from './open-stream.js';
import type { Transport, TransportStream } from './transport.js';

/** Above this many templates somebody fills paths in by himself; nothing is remembered then, so that memory does not grow. */
const MOST_ROUTES = 1_000;
const NOTHING: Readonly<Record<string, never>> = Object.freeze({});

/** What all calls of one client share, and the way from the options of a call to its result. */
export class ClientCore {
  readonly transport: Transport;
  readonly auth: Authenticator | undefined;
  readonly events: ClientEvents;
  readonly waits: PendingWaits;
  readonly headers: HeaderSet;
  readonly json: JsonCodec;
  readonly clock: Clock;
  readonly random: Random;
  readonly origin: string;
  readonly proxy: ProxySetting | undefined;
  readonly hasCertificate: boolean;
  /** Without credentials, fit for messages. */
  readonly serverUrl: string;
  isClosed = false;
  readonly #config: ResolvedConfig;
  readonly #routes = new Map<string, Map<string, Route>>();
  readonly #configuredSecrets: readonly string[];

  constructor(config: ResolvedConfig, transport: Transport) {
    const { server, json, clock, random, proxy, headers } = config;
    this.#config = config;
    this.transport = transport;
    this.json = json;
    this.clock = clock;
    this.random = random;
    this.proxy = proxy;
    this.hasCertificate = config.tls?.cert !== undefined;
    this.origin = server.origin;
    this.serverUrl = server.origin + server.basePath + server.apiPath;
    this.headers = new HeaderSet(headers);
    this.waits = new PendingWaits(clock);
    this.events = new ClientEvents(config.onPluginError);
    this.auth = createAuthenticator(config.auth, clock, (key) => this.#requestToken(key));
    this.#configuredSecrets = Object.entries(headers).flatMap(([name, value]) => (isSecretHeader(name) ? [value] : []));
  }

  /** What must appear in no error. */
  secrets(): readonly string[] {
    return this.auth === undefined ? this.#configuredSecrets : [...this.#configuredSecrets, ...this.auth.secrets()];
  }

  /** @param isUnderWay whether the call had begun when the client was closed. */
  closedError(route: string, mayHaveArrived: boolean, isUnderWay = mayHaveArrived): ConductorConnectionError {
    const when = isUnderWay ? 'was closed while the request was under way' : 'is closed; make another one';
    return new ConductorConnectionError(`${route}: the client ${when}`, { route, mayHaveArrived, retryable: false });
  }

  /** The full URL of an operation. */
  buildUrl(options: Pick<RequestOptions, 'url' | 'path' | 'query' | 'querySerializer'>): string {
    const route = this.route('GET', options.url);
    return this.origin + route.path(options.path) + encodeQuery(route.name, options.query, options.querySerializer);
  }

  route(method: string, template: string): Route {
    let ofMethod = this.#routes.get(method);
    if (ofMethod === undefined) this.#routes.set(method, (ofMethod = new Map<string, Route>()));
    let route = ofMethod.get(template);
    if (route === undefined) {
      route = new Route(method, template, this.#config.server);
      if (ofMethod.size < MOST_ROUTES) ofMethod.set(template, route);
    }
    return route;
  }

  /** Does one operation. Never throws: whatever goes wrong comes out of the promise. */
  call(method: string, options: VerbOptions): Promise<unknown> {
    const finish = options.responseStyle === 'data' ? bare : fields;
    if (options.throwOnError === false) {
      const trace: Trace = { exchange: undefined };
      return this.#call(method, options, finish, trace).then(undefined, (error: unknown) =>
        options.responseStyle === 'data' ? undefined : new CallResult(undefined, error, trace.exchange),
      );
    }
    return this.#call(method, options, finish, undefined);
  }

  /** Opens an operation whose answer is read while it arrives. */
  async open(
    method: string,
    options: VerbOptions,
    headers: Readonly<Record<string, string>>,
  ): Promise<TransportStream> {
    const route = this.route(method, options.url);
    checkOptions(options, route.name);
    const open = async (operation: CallParts): Promise<unknown> => {
      const call = await encodeCall(route, options, operation, this.#config);
      const own = { ...call.headers.own, ...headers };
      return openStream(this, { ...call, headers: { ...call.headers, own }, timeoutMs: options.timeoutMs ?? 0 });
    };
    const interceptors = this.events.interceptorsOf(route.name);
    const opened = await composeInterceptors<Operation, unknown>(interceptors, open)(operationOf(route, options));
    if (isStream(opened)) return opened;
    throw new ConductorConfigError(
      `${route.name}: an interceptor has answered in place of the stream, which it cannot`,
      {
        field: 'plugins',
      },
    );
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    this.waits.close((route) => this.closedError(route, false, true));
    try {
      await this.transport.close();
    } finally {
      await this.events.cleanUp();
    }
  }

  #call(method: string, options: VerbOptions, finish: Finish, trace: Trace | undefined): Promise<unknown> {
    try {
      const route = this.route(method, options.url);
      checkOptions(options, route.name);
      if (options.parseAs === 'stream') return this.#callForStream(route, options, finish);
      if (this.events.interceptorsOf(route.name).length > 0 || needsProcessing(options)) {
        return this.#callSlowly(route, options, finish, trace ?? { exchange: undefined });
      }
      const call = encodeCall(route, options, options, this.#config);
      if (call instanceof Promise) return call.then((ready) => this.#exchange(ready, finish, trace).run());
      return this.#exchange(call, finish, trace).run();
    } catch (error) {
      return rejected(error);
    }
  }

  /** The same with everything that few calls have: interceptors, validators, transformers. */
  async #callSlowly(route: Route, options: VerbOptions, finish: Finish, trace: Trace): Promise<unknown> {
    await options.requestValidator?.(options);
    const run = async (operation: CallParts): Promise<unknown> =>
      this.#exchange(await encodeCall(route, options, operation, this.#config), bare, trace).run();
    const interceptors = this.events.interceptorsOf(route.name);
    let data =
      interceptors.length === 0
        ? await run(options)
        : await composeInterceptors<Operation, unknown>(interceptors, run)(operationOf(route, options));
    if (options.parseAs === undefined || options.parseAs === 'auto' || options.parseAs === 'json') {
      await options.responseValidator?.(data);
      if (options.responseTransformer !== undefined) data = await options.responseTransformer(data);
    }
    return finish(data, trace.exchange);
  }

  async #callForStream(route: Route, options: VerbOptions, finish: Finish): Promise<unknown> {
    const { status, headers, body } = await this.open(route.method, options, NOTHING);
    return finish(readableStream(body), {
      origin: this.origin,
      method: route.method,
      path: route.path(options.path) + encodeQuery(route.name, options.query, options.querySerializer),
      headers: NOTHING,
      status,
      responseHeaders: headers,
    });
  }

  #exchange(call: EncodedCall, finish: Finish, trace: Trace | undefined): Exchange {
    const exchange = new Exchange(this, call, finish);
    if (trace !== undefined) trace.exchange = exchange;
    return exchange;
  }

  async #requestToken(key: KeyAuthOptions): Promise<string> {
    const call: EncodedCall = {
      route: this.route('POST', TOKEN_TEMPLATE),
      path: this.route('POST', TOKEN_TEMPLATE).path(undefined),
      pathParameters: undefined,
      headers: JSON_HEADERS,
      body: JSON.stringify(key),
      timeoutMs: this.#config.timeoutMs,
      signal: undefined,
      retry: undefined,
      parseAs: 'json',
      authenticated: false,
    };
    try {
      return tokenOf(await new Exchange(this, call, bare).run());
    } catch (error) {
      throw explainTokenError(error);
    }
  }
}

/** Where the exchange of a call is noted, for a result that tells of it although the call failed. */
interface Trace {
  exchange: Exchange | undefined;
}

const JSON_HEADERS: CallHeaders = { contentType: 'application/json', own: undefined };

function bare(data: unknown): unknown {
  return data;
}

function fields(data: unknown, exchanged: Exchanged | undefined): unknown {
  return new CallResult(data, undefined, exchanged);
}

function isStream(value: unknown): value is TransportStream {
  return (
    isRecord(value) && typeof value.status === 'number' && isRecord(value.body) && Symbol.asyncIterator in value.body
  );
}

function needsProcessing(options: VerbOptions): boolean {
  return (
    options.requestValidator !== undefined ||
    options.responseValidator !== undefined ||
    options.responseTransformer !== undefined
  );
}
