import { fetchTransport } from '../../../src/client/fetch-transport.js';
import { poolTransport } from '../../../src/client/pool-transport.js';
import type { TransportFactory } from '../../../src/client/transport.js';

/** What every behaviour of the client must be the same on. */
export const transports: readonly { readonly name: string; readonly create: () => TransportFactory }[] = [
  { name: 'pool', create: () => poolTransport() },
  { name: 'fetch', create: () => fetchTransport() },
];
