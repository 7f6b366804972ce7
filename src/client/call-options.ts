import type { RequestOptions } from '../../generated/client/index.js';
import { ConductorConfigError } from './errors/conductor-config-error.js';

/** What a verb of the client is called with. */
export type VerbOptions = Omit<RequestOptions, 'method'>;

/** Options of the generated type that belong to `fetch` or to another kind of client, and what takes their place. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ['baseUrl', 'make a client for the other server: createConductorClient({ serverUrl })'],
  ['fetch', 'make a client with createConductorClient({ transport: fetchTransport({ fetch }) })'],
  ['auth', 'make a client with createConductorClient({ auth })'],
  ['next', 'it belongs to another kind of client'],
  ...[
    'cache',
    'credentials',
    'dispatcher',
    'duplex',
    'integrity',
    'keepalive',
    'mode',
    'priority',
    'redirect',
    'referrer',
    'referrerPolicy',
    'window',
  ].map((name): [string, string] => [
    name,
    'it belongs to fetch; a fetch of your own can set it: createConductorClient({ transport: fetchTransport({ fetch }) })',
  ]),
]);

/** Refuses options that this client would have to ignore. */
export function checkOptions(options: VerbOptions, route: string): void {
  for (const name in options) {
    const instead = REFUSED.get(name);
    if (instead !== undefined && (options as Record<string, unknown>)[name] !== undefined) {
      throw new ConductorConfigError(`${route}: this client has no option "${name}": ${instead}`, { field: name });
    }
  }
}
