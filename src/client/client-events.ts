import type { Around, NamedInterceptor, Unsubscribe } from '../interceptor.js';
import { emitProcessWarning } from '../platform.js';
import type { ClientHost, Operation, RequestCompleted } from './client-host.js';
import type { ClientPlugin } from './client-plugin.js';
import { ConductorConfigError } from './errors/conductor-config-error.js';

/** Typed as returning something: an async listener returns a promise, which may reject. */
type Listener = (event: RequestCompleted) => unknown;
type Cleanup = () => void | Promise<void>;

/** What the plugins of one client have registered, and how they are told. */
export class ClientEvents {
  /** First registered, outermost. */
  readonly interceptors: NamedInterceptor<Operation, unknown>[] = [];
  readonly #listeners = new Set<{ readonly plugin: string; readonly listener: Listener }>();
  readonly #cleanups: { readonly plugin: string; readonly cleanup: Cleanup }[] = [];
  readonly #onError: ((error: unknown, plugin: string) => void) | undefined;
  #warned = false;

  constructor(onError: ((error: unknown, plugin: string) => void) | undefined) {
    this.#onError = onError;
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
          returned.then(undefined, (error: unknown) => this.#report(error, plugin.name));
          throw new Error('setupClient must not be asynchronous: a client is made without waiting');
        }
      } catch (cause) {
        this.#takeDown();
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new ConductorConfigError(`the plugin "${plugin.name}" could not be set up: ${why}`, {
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
        if (isThenable(returned)) returned.then(undefined, (error: unknown) => this.#report(error, plugin));
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
        const why = cause instanceof Error ? cause.message : String(cause);
        errors.push(new Error(`the clean-up of the plugin "${next.plugin}" failed: ${why}`, { cause }));
      }
    }
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, `the clean-up of ${errors.length} plugins failed`);
  }

  #hostFor(plugin: string): ClientHost {
    return {
      aroundOperation: (around: Around<Operation, unknown>) => {
        this.interceptors.push({ plugin, around });
      },
      on: (event, listener): Unsubscribe => {
        // A plugin in JavaScript may ask for an event that only runners have.
        if ((event as string) !== 'requestCompleted')
          throw new Error(`a client has no event "${event}"; it has requestCompleted`);
        const entry = { plugin, listener };
        this.#listeners.add(entry);
        return () => void this.#listeners.delete(entry);
      },
      reportError: (error) => this.#report(error, plugin),
      defer: (cleanup) => {
        this.#cleanups.push({ plugin, cleanup });
      },
    };
  }

  #takeDown(): void {
    for (let next = this.#cleanups.pop(); next !== undefined; next = this.#cleanups.pop()) {
      const { plugin, cleanup } = next;
      try {
        const returned: unknown = cleanup();
        if (isThenable(returned)) returned.then(undefined, (error: unknown) => this.#report(error, plugin));
      } catch (error) {
        this.#report(error, plugin);
      }
    }
  }

  #report(error: unknown, plugin: string): void {
    if (this.#onError !== undefined) {
      this.#onError(error, plugin);
      return;
    }
    if (this.#warned) return;
    this.#warned = true;
    const why = error instanceof Error ? error.message : String(error);
    emitProcessWarning(
      `something of the plugin "${plugin}" failed: ${why}. Pass onPluginError to hear of each; this is said once.`,
      'CONDUCTOR_PLUGIN_ERROR',
    );
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
