import { ConductorConfigError } from '../errors/conductor-config-error.js';
import { checkHeader } from '../header-set.js';
import { isRecord } from '../is-record.js';
import type { HeaderAuthOptions } from './auth-options.js';
import type { Authenticator, Credentials } from './authenticator.js';

/** Headers from the user's own function, asked before each attempt. */
export class HeaderProvider implements Authenticator {
  readonly #options: HeaderAuthOptions;
  #secrets: readonly string[] = [];

  constructor(options: HeaderAuthOptions) {
    this.#options = options;
  }

  current(): undefined {
    return undefined;
  }

  async fetch(): Promise<Credentials> {
    let given: unknown;
    try {
      given = await this.#options.getHeaders();
    } catch (cause) {
      // The message is the user's own and may say more than it should; it is kept as the cause.
      throw new ConductorConfigError('auth.getHeaders failed, so that the request could not be sent; see the cause', {
        field: 'auth.getHeaders',
        cause,
      });
    }
    if (!isRecord(given)) {
      throw new ConductorConfigError('auth.getHeaders must return an object of header names and values', {
        field: 'auth.getHeaders',
      });
    }
    const credentials: Record<string, string> = {};
    for (const [name, value] of Object.entries(given)) {
      if (typeof value !== 'string') {
        throw new ConductorConfigError(
          `auth.getHeaders returned a header "${name}" that is ${typeof value} instead of text`,
          {
            field: 'auth.getHeaders',
          },
        );
      }
      checkHeader(name, value, 'auth.getHeaders');
      credentials[name.toLowerCase()] = value;
    }
    this.#secrets = Object.values(credentials).flatMap((value) => [value, value.replace(/^\w+ /, '')]);
    return credentials;
  }

  renew(): Promise<Credentials> {
    return this.fetch();
  }

  secrets(): readonly string[] {
    return this.#secrets;
  }
}
