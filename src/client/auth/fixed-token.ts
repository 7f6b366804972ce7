import type { TokenAuthOptions } from './auth-options.js';
import type { Authenticator, Credentials } from './authenticator.js';

/** The header in which Conductor servers with access control take their tokens. */
export const TOKEN_HEADER = 'x-authorization';

/** A token that somebody else takes care of. */
export class FixedToken implements Authenticator {
  readonly #credentials: Credentials;
  readonly #token: string;

  constructor({ token }: TokenAuthOptions) {
    this.#token = token;
    this.#credentials = { [TOKEN_HEADER]: token };
  }

  current(): Credentials {
    return this.#credentials;
  }

  fetch(): Promise<Credentials> {
    return Promise.resolve(this.#credentials);
  }

  renew(): undefined {
    return undefined;
  }

  secrets(): readonly string[] {
    return [this.#token];
  }
}
