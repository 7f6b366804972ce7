import type { Clock, Timer } from '../time/clock.js';
import { listenForAbort, stopListening } from './abort-listeners.js';
import type { Abortable } from './abort-listeners.js';
import { rejected } from './rejected.js';

/**
 * What calls wait for between attempts: time, or new credentials. Closing the client or aborting the signal ends each wait at once, so
 * that no timer and no promise is left.
 */
export class PendingWaits {
  readonly #clock: Clock;
  readonly #pending = new Set<Wait<unknown>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Resolves `delayMs` from now. Rejects with the signal's reason, or with what `close` makes of `route`.
   */
  delay(route: string, delayMs: number, signal: AbortSignal | undefined): Promise<void> {
    return this.#start<undefined>(route, signal, (wait) => {
      wait.timer = this.#clock.setTimer(delayMs, () => wait.resolve(undefined));
    });
  }

  /** Follows `promise`, which others may be waiting for as well. Rejects early as `delay` does. */
  until<T>(route: string, promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    return this.#start<T>(route, signal, (wait) => {
      promise.then(wait.resolve, wait.reject);
    });
  }

  /** Ends every wait. */
  close(errorFor: (route: string) => Error): void {
    for (const wait of [...this.#pending]) wait.reject(errorFor(wait.route));
  }

  #start<T>(route: string, signal: AbortSignal | undefined, begin: (wait: Wait<T>) => void): Promise<T> {
    if (signal?.aborted === true) return rejected(signal.reason);
    const wait = new Wait<T>(route, signal, () => this.#pending.delete(wait as Wait<unknown>));
    this.#pending.add(wait as Wait<unknown>);
    begin(wait);
    return wait.promise;
  }
}

class Wait<T> implements Abortable {
  readonly promise: Promise<T>;
  resolve!: (value: T) => void;
  reject!: (error: unknown) => void;
  timer: Timer | undefined;
  readonly route: string;
  readonly #signal: AbortSignal | undefined;

  constructor(route: string, signal: AbortSignal | undefined, onEnd: () => void) {
    this.route = route;
    this.#signal = signal;
    const end = (): void => {
      this.timer?.cancel();
      if (signal !== undefined) stopListening(signal, this);
      onEnd();
    };
    this.promise = new Promise<T>((resolve, reject) => {
      this.resolve = (value) => {
        end();
        resolve(value);
      };
      this.reject = (error) => {
        end();
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the reason of a signal may be anything
        reject(error);
      };
    });
    if (signal !== undefined) listenForAbort(signal, this);
  }

  onAbort(): void {
    this.reject(this.#signal?.reason);
  }
}
