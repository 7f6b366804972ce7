import type { Clock } from '../../time/clock.js';
import type { AuthOptions, KeyAuthOptions } from './auth-options.js';
import type { Authenticator } from './authenticator.js';
import { FixedToken } from './fixed-token.js';
import { HeaderProvider } from './header-provider.js';
import { KeyExchange } from './key-exchange.js';

/** The authenticator for what the configuration says; none for none. */
export function createAuthenticator(
  options: AuthOptions | undefined,
  clock: Clock,
  requestToken: (key: KeyAuthOptions) => Promise<string>,
): Authenticator | undefined {
  if (options === undefined) return undefined;
  if ('token' in options) return new FixedToken(options);
  if ('getHeaders' in options) return new HeaderProvider(options);
  return new KeyExchange(options, clock, requestToken);
}
