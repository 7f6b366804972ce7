import { emitProcessWarning } from '../platform.js';
import type { Unsubscribe } from '../interceptor.js';
import type { RunnerError, RunnerEventName, RunnerEvents, RunnerListener } from './events.js';
import { messageOf } from './message-of.js';

/** Events that must not pass unheard: with no listener they become a warning of the process, with this code. */
const WARNING_CODES = {
  error: 'CONDUCTOR_ERROR',
  workerMisconfigured: 'CONDUCTOR_WORKER_MISCONFIGURED',
  pollFailed: 'CONDUCTOR_POLL_FAILED',
} as const;

/** A listener for errors may cause further errors, and so on for ever. */
const MOST_ERRORS_IN_ERRORS = 5;

const NONE: readonly Entry[] = [];

/** A listener and what is known of it. What it is given is checked where it is made: `on` and `emit` are typed by the event. */
interface Entry {
  readonly listener: (event: never) => unknown;
  /** The plugin whose listener it is, to be named when it fails. */
  readonly owner: string | undefined;
  /** It only looks on. */
  readonly passive: boolean;
  readonly once: boolean;
}

/**
 * The runner's events. A listener cannot do harm: what it throws or rejects with becomes one `error` event. What nobody listens to
 * costs one look-up, if the emitting code asks `has` before it builds the payload.
 */
export class EventHub {
  /** A list is never changed but replaced: whoever goes through one while a listener comes or goes is not disturbed. */
  readonly #entries = new Map<RunnerEventName, readonly Entry[]>();
  readonly #collectors = new Set<unknown[]>();
  #errorsBeingTold = 0;
  /** What has been told while errors are kept. */
  #keptErrors: RunnerError[] | undefined;

  has(event: RunnerEventName): boolean {
    return this.#entries.has(event);
  }

  /** Whether somebody hears an event who tells people of it; if not, it becomes a warning of the process. */
  isHeard(event: RunnerEventName): boolean {
    return this.#entriesOf(event).some(({ passive }) => !passive);
  }

  emit<Name extends RunnerEventName>(event: Name, payload: RunnerEvents[Name]): void {
    for (const entry of this.#entriesOf(event)) this.#tell(event, entry, payload);
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
    return this.#add(event, { listener, owner, passive, once: false });
  }

  once<Name extends RunnerEventName>(event: Name, listener: RunnerListener<Name>): Unsubscribe {
    return this.#add(event, { listener, owner: undefined, passive: false, once: true });
  }

  /** Takes back the listener that was added last, as Node's emitters do. */
  off<Name extends RunnerEventName>(event: Name, listener: RunnerListener<Name>): void {
    const entry = this.#entriesOf(event).findLast((candidate) => candidate.listener === listener);
    if (entry !== undefined) this.#remove(event, entry);
  }

  /** Something went wrong beside a task: the `error` event or, if nobody listens, a warning of the process. */
  reportError(error: unknown, cause: string): void {
    for (const collector of this.#collectors) collector.push(error);
    this.#keptErrors?.push({ error, cause });
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

  /** From now on, errors are kept for those who are told later, until the returned function is called. */
  keepErrors(): Unsubscribe {
    this.#keptErrors = [];
    return () => (this.#keptErrors = undefined);
  }

  /** Errors that were told since they are kept. */
  get keptErrors(): readonly RunnerError[] {
    return this.#keptErrors === undefined ? [] : [...this.#keptErrors];
  }

  /** Tells errors of before to the listeners of one plugin. */
  tellErrors(owner: string, errors: readonly RunnerError[]): void {
    for (const error of errors) {
      for (const entry of this.#entriesOf('error')) if (entry.owner === owner) this.#tell('error', entry, error);
    }
  }

  /** A warning of the process in place of an event that nobody listens for. */
  warn(event: keyof typeof WARNING_CODES, message: string): void {
    emitProcessWarning(message, WARNING_CODES[event]);
  }

  #tell<Name extends RunnerEventName>(event: Name, entry: Entry, payload: RunnerEvents[Name]): void {
    if (entry.once) this.#remove(event, entry);
    try {
      const returned = entry.listener(payload as never);
      // A promise of another library may reject more than once: a failure is still one event.
      if (isThenable(returned)) {
        Promise.resolve(returned).then(undefined, (error: unknown) => this.#failed(event, entry, error));
      }
    } catch (error) {
      this.#failed(event, entry, error);
    }
  }

  #failed(event: RunnerEventName, { owner }: Entry, error: unknown): void {
    const whose = owner === undefined ? '' : ` of plugin "${owner}"`;
    const cause = `listener for "${event}"${whose} failed`;
    // A listener for errors that fails itself would be told of its own failure for ever.
    if (event === 'error') this.warn('error', `${cause}: ${describe(error)}`);
    else this.reportError(error, cause);
  }

  #entriesOf(event: RunnerEventName): readonly Entry[] {
    return this.#entries.get(event) ?? NONE;
  }

  #add(event: RunnerEventName, entry: Entry): Unsubscribe {
    this.#entries.set(event, [...this.#entriesOf(event), entry]);
    return () => this.#remove(event, entry);
  }

  #remove(event: RunnerEventName, entry: Entry): void {
    const rest = this.#entriesOf(event).filter((other) => other !== entry);
    if (rest.length > 0) this.#entries.set(event, rest);
    else this.#entries.delete(event);
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
