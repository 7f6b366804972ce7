import { checkFunction, type NamedInterceptor, type Unsubscribe } from '../interceptor.js';
import { emitProcessWarning } from '../platform.js';
import type { ClientHost, Operation, RequestCompleted } from './client-host.js';
import type { ClientPlugin } from './client-plugin.js';
import { ConductorConfigError } from './errors/conductor-config-error.js';

/** Typed as returning something: an async listener returns a promise, which may reject. */
type Listener = (event: RequestCompleted) => unknown;
type Cleanup = () => void | Promise<void>;

/** An interceptor and the routes that it is for; all, where it names none. */
interface RoutedInterceptor extends NamedInterceptor<Operation, unknown> {
  readonly routes: ReadonlySet<string> | undefined;
}

const NONE: readonly NamedInterceptor<Operation, unknown>[] = [];
const MOST_ROUTES = 1_000;

/** What the plugins of one client have registered, and how they are told. */
export class ClientEvents {
  /** First registered, outermost. */
  readonly #interceptors: RoutedInterceptor[] = [];
  /** Those of each route that was called, found once. */
  readonly #ofRoute = new Map<string, readonly NamedInterceptor<Operation, unknown>[]>();
  readonly #listeners = new Set<{ readonly plugin: string; readonly listener: Listener }>();
  readonly #cleanups: { readonly plugin: string; readonly cleanup: Cleanup }[] = [];
  /** Typed as returning something: an async function returns a promise, which may reject. */
  readonly #onError: ((error: unknown, plugin: string) => unknown) | undefined;
  #warned = false;

  constructor(onError: ((error: unknown, plugin: string) => void) | undefined) {
    this.#onError = onError;
  }

  /** The interceptors of a route, the outermost first. */
  interceptorsOf(route: string): readonly NamedInterceptor<Operation, unknown>[] {
    if (this.#interceptors.length === 0) return NONE;
    let found = this.#ofRoute.get(route);
    if (found === undefined) {
      found = this.#interceptors.filter(({ routes }) => routes?.has(route) ?? true);
      // Somebody who fills paths in by himself has a route per call: those are looked for each time.
      if (this.#ofRoute.size < MOST_ROUTES) this.#ofRoute.set(route, found);
    }
    return found;
  }

  /** Whether measuring is worth it. */
  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  /** Lets each plugin register. If one fails, what the others have set up is taken down again. */
  setUp(plugins: readonly ClientPlugin[]): void {
    for (const plugin of plugins) {
      try {
        const returned = (plugin as { setupClient?(host: ClientHost): unknown }).setupClient?.(
          this.#hostFor(plugin.name),
        );
        if (isThenable(returned)) {
          this.#reportRejection(returned, plugin.name);
          throw new Error('setupClient must not be asynchronous: a client is made without waiting');
        }
      } catch (cause) {
        this.#takeDown();
        throw new ConductorConfigError(`the plugin "${plugin.name}" could not be set up: ${whyOf(cause)}`, {
          field: 'plugins',
          cause,
        });
      }
    }
  }

  /** Tells every listener. What goes wrong in one concerns nobody else. */
  emit(event: RequestCompleted): void {
    for (const { plugin, listener } of this.#listeners) {
      try {
        const returned = listener(event);
        if (isThenable(returned)) this.#reportRejection(returned, plugin);
      } catch (error) {
        this.#report(error, plugin);
      }
    }
  }

  /** Runs the clean-ups, the last registered first, each of them whatever the others do. */
  async cleanUp(): Promise<void> {
    const errors: unknown[] = [];
    for (let next = this.#cleanups.pop(); next !== undefined; next = this.#cleanups.pop()) {
      try {
        await next.cleanup();
      } catch (cause) {
        errors.push(new Error(`the clean-up of the plugin "${next.plugin}" failed: ${whyOf(cause)}`, { cause }));
      }
    }
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, `the clean-up of ${errors.length} plugins failed`);
  }

  #hostFor(plugin: string): ClientHost {
    return {
      aroundOperation: (around, { routes } = {}) => {
        checkFunction('aroundOperation', around);
        this.#interceptors.push({ plugin, around, routes: routes === undefined ? undefined : new Set(routes) });
        this.#ofRoute.clear();
      },
      on: (event, listener): Unsubscribe => {
        // A plugin in JavaScript may ask for an event that only runners have.
        if ((event as string) !== 'requestCompleted')
          throw new Error(`a client has no event "${event}"; it has requestCompleted`);
        checkFunction('on', listener);
        const entry = { plugin, listener };
        this.#listeners.add(entry);
        return () => void this.#listeners.delete(entry);
      },
      reportError: (error) => this.#report(error, plugin),
      defer: (cleanup) => {
        checkFunction('defer', cleanup);
        this.#cleanups.push({ plugin, cleanup });
      },
    };
  }

  #takeDown(): void {
    for (let next = this.#cleanups.pop(); next !== undefined; next = this.#cleanups.pop()) {
      const { plugin, cleanup } = next;
      try {
        const returned: unknown = cleanup();
        if (isThenable(returned)) this.#reportRejection(returned, plugin);
      } catch (error) {
        this.#report(error, plugin);
      }
    }
  }

  /** A promise of another library may reject more than once: a failure is still told once. */
  #reportRejection(promise: PromiseLike<unknown>, plugin: string): void {
    Promise.resolve(promise).then(undefined, (error: unknown) => this.#report(error, plugin));
  }

  #report(error: unknown, plugin: string): void {
    if (this.#onError === undefined) {
      this.#warn(`something of the plugin "${plugin}" failed: ${whyOf(error)}. Pass onPluginError to hear of each`);
      return;
    }
    // Reports are made in the middle of calls, which must not fail because of them.
    const failed = (failure: unknown): void =>
      this.#warn(`onPluginError failed with ${whyOf(failure)}, when it was told of the plugin "${plugin}"`);
    try {
      const returned = this.#onError(error, plugin);
      if (isThenable(returned)) Promise.resolve(returned).then(undefined, failed);
    } catch (failure) {
      failed(failure);
    }
  }

  #warn(message: string): void {
    if (this.#warned) return;
    this.#warned = true;
    emitProcessWarning(`${message}; this is said once.`, 'CONDUCTOR_PLUGIN_ERROR');
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** What was thrown, in words. Never throws itself: anything can be thrown, and its own getters may do so. */
function whyOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return 'something that cannot be shown';
  }
}
