import type { Clock } from '../../time/clock.js';
import type { KeyAuthOptions } from './auth-options.js';
import type { Authenticator, Credentials } from './authenticator.js';
import { TOKEN_HEADER } from './fixed-token.js';
import { tokenLifetimeMs } from './token-lifetime.js';

/*
 * An access key, exchanged for a token.
 *
 * state     meaning                                           left by
 * empty     no token, or it is about to expire                a request -> fetching
 * fetching  one POST /token is under way, all callers wait    answer -> valid · error -> empty, and each caller gets the error
 * valid     requests go out at once                           time, or the server refuses the token -> empty
 *
 * There is no timer: a token is renewed by the first request that needs it, ahead of its end.
 */

interface Token {
  readonly credentials: Credentials;
  /** By the clock's `now`. */
  readonly renewAtMs: number;
}

/** For a token that does not say when it ends. */
const UNKNOWN_LIFETIME_MS = 30 * 60_000;
/** How long before its end a token is renewed: time enough for a request that is just being sent. */
const AHEAD_MS = 60_000;

export class KeyExchange implements Authenticator {
  readonly #key: KeyAuthOptions;
  readonly #clock: Clock;
  readonly #requestToken: (key: KeyAuthOptions) => Promise<string>;
  #token: Token | undefined;
  /** This one and the one before it, with which requests may still be under way. */
  #tokens: readonly string[] = [];
  #fetching: Promise<Credentials> | undefined;

  /** @param requestToken does `POST /token` and returns the token. */
  constructor(key: KeyAuthOptions, clock: Clock, requestToken: (key: KeyAuthOptions) => Promise<string>) {
    this.#key = key;
    this.#clock = clock;
    this.#requestToken = requestToken;
  }

  current(): Credentials | undefined {
    const token = this.#token;
    return token !== undefined && this.#clock.now() < token.renewAtMs ? token.credentials : undefined;
  }

  fetch(): Promise<Credentials> {
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  renew(refused: Credentials): Promise<Credentials> {
    // Somebody else may have been refused before and have renewed it meanwhile.
    if (this.#token?.credentials === refused) this.#token = undefined;
    const current = this.current();
    return current === undefined ? this.fetch() : Promise.resolve(current);
  }

  secrets(): readonly string[] {
    const { keyId, keySecret } = this.#key;
    return [keySecret, keyId, ...this.#tokens];
  }

  async #fetch(): Promise<Credentials> {
    const token = await this.#requestToken(this.#key);
    const lifetimeMs = tokenLifetimeMs(token) ?? UNKNOWN_LIFETIME_MS;
    const credentials = { [TOKEN_HEADER]: token };
    // Of a token that lives for seconds only, a tenth.
    const renewAtMs = this.#clock.now() + lifetimeMs - Math.min(AHEAD_MS, lifetimeMs / 10);
    this.#token = { credentials, renewAtMs };
    this.#tokens = [token, ...this.#tokens].slice(0, 2);
    return credentials;
  }
}
