import { EventEmitter } from 'eventemitter3';
import { emitProcessWarning } from '../platform.js';
import type { Unsubscribe } from '../interceptor.js';
import type { RunnerEventName, RunnerEvents, RunnerListener } from './events.js';
import { messageOf } from './message-of.js';

/** Events that must not pass unheard: with no listener they become a warning of the process, with this code. */
const WARNING_CODES = {
  error: 'CONDUCTOR_ERROR',
  workerMisconfigured: 'CONDUCTOR_WORKER_MISCONFIGURED',
  pollFailed: 'CONDUCTOR_POLL_FAILED',
} as const;

/** A listener for errors may cause further errors, and so on for ever. */
const MOST_ERRORS_IN_ERRORS = 5;

/** A listener that cannot do harm. What it is given is checked where it is made: `on` and `emit` are typed by the event. */
type Guarded = (event: unknown) => void;

/**
 * The runner's events. A listener cannot do harm: what it throws or rejects with becomes one `error` event. What nobody listens to
 * costs one look-up, if the emitting code asks `has` before it builds the payload.
 */
export class EventHub {
  readonly #emitter = new EventEmitter();
  readonly #collectors = new Set<unknown[]>();
  readonly #guarded = new Map<RunnerEventName, Map<unknown, Guarded[]>>();
  /** Of plugins that only look on, by event. */
  readonly #passive = new Map<Guarded, RunnerEventName>();
  #errorsBeingTold = 0;

  has(event: RunnerEventName): boolean {
    return this.#emitter.listenerCount(event) > 0;
  }

  /** Whether somebody hears an event who tells people of it; if not, it becomes a warning of the process. */
  isHeard(event: RunnerEventName): boolean {
    let passive = 0;
    for (const of of this.#passive.values()) if (of === event) passive += 1;
    return this.#emitter.listenerCount(event) > passive;
  }

  emit<Name extends RunnerEventName>(event: Name, payload: RunnerEvents[Name]): void {
    this.#emitter.emit(event, payload);
  }

  /**
   * @param options.owner the plugin whose listener it is, to be named when it fails
   * @param options.passive the listener does not count as being heard
   */
  on<Name extends RunnerEventName>(
    event: Name,
    listener: RunnerListener<Name>,
    { owner, passive = false }: { readonly owner?: string; readonly passive?: boolean } = {},
  ): Unsubscribe {
    const guarded = this.#guard(event, listener, owner);
    this.#remember(event, listener, guarded);
    if (passive) this.#passive.set(guarded, event);
    return () => this.#forget(event, listener, guarded);
  }

  once<Name extends RunnerEventName>(event: Name, listener: RunnerListener<Name>): Unsubscribe {
    const guarded = this.#guard(event, listener);
    const first: Guarded = (payload) => {
      this.#forget(event, listener, first);
      guarded(payload);
    };
    this.#remember(event, listener, first);
    return () => this.#forget(event, listener, first);
  }

  /** Takes back the listener that was added last, as Node's emitters do. */
  off<Name extends RunnerEventName>(event: Name, listener: RunnerListener<Name>): void {
    const guarded = this.#guarded.get(event)?.get(listener)?.at(-1);
    if (guarded !== undefined) this.#forget(event, listener, guarded);
  }

  /** Something went wrong beside a task: the `error` event or, if nobody listens, a warning of the process. */
  reportError(error: unknown, cause: string): void {
    for (const collector of this.#collectors) collector.push(error);
    const isTooDeep = this.#errorsBeingTold === MOST_ERRORS_IN_ERRORS;
    if (isTooDeep || !this.isHeard('error')) this.warn('error', `${cause}: ${describe(error)}`);
    if (isTooDeep || !this.has('error')) return;
    this.#errorsBeingTold += 1;
    try {
      this.emit('error', { error, cause });
    } finally {
      this.#errorsBeingTold -= 1;
    }
  }

  /** From now on, errors that are reported are added to a list as well, until the returned function is called. */
  collectErrors(into: unknown[]): Unsubscribe {
    this.#collectors.add(into);
    return () => this.#collectors.delete(into);
  }

  /** A warning of the process in place of an event that nobody listens for. */
  warn(event: keyof typeof WARNING_CODES, message: string): void {
    emitProcessWarning(message, WARNING_CODES[event]);
  }

  #guard<Name extends RunnerEventName>(event: Name, listener: RunnerListener<Name>, owner?: string): Guarded {
    const report = (error: unknown): void => {
      const whose = owner === undefined ? '' : ` of plugin "${owner}"`;
      const cause = `listener for "${event}"${whose} failed`;
      // A listener for errors that fails itself would be told of its own failure for ever.
      if (event === 'error') this.warn('error', `${cause}: ${describe(error)}`);
      else this.reportError(error, cause);
    };
    return (payload) => {
      try {
        const returned: unknown = listener(payload as RunnerEvents[Name]);
        // A promise of another library may reject more than once: a failure is still one event.
        if (isThenable(returned)) Promise.resolve(returned).then(undefined, report);
      } catch (error) {
        report(error);
      }
    };
  }

  #remember(event: RunnerEventName, listener: unknown, guarded: Guarded): void {
    this.#emitter.on(event, guarded);
    const ofEvent = this.#guarded.get(event) ?? new Map<unknown, Guarded[]>();
    this.#guarded.set(event, ofEvent);
    const ofListener = ofEvent.get(listener);
    if (ofListener === undefined) ofEvent.set(listener, [guarded]);
    else ofListener.push(guarded);
  }

  #forget(event: RunnerEventName, listener: unknown, guarded: Guarded): void {
    this.#emitter.off(event, guarded);
    this.#passive.delete(guarded);
    const ofEvent = this.#guarded.get(event);
    const rest = ofEvent?.get(listener)?.filter((other) => other !== guarded) ?? [];
    if (rest.length > 0) ofEvent?.set(listener, rest);
    else ofEvent?.delete(listener);
  }
}

/** Also the promises of other libraries and realms, which are no instances of `Promise`. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** Never throws, whatever was thrown: it is called where nobody would catch. */
function describe(error: unknown): string {
  const message = messageOf(error);
  try {
    return error instanceof Error ? `${error.name}: ${message}` : message;
  } catch {
    return message;
  }
}
