import { isNode } from '../platform.js';
import { fetchTransport } from './fetch-transport.js';
import { poolTransport } from './pool-transport.js';
import type { TransportFactory } from './transport.js';

/** Connections of its own on Node; elsewhere `fetch`, since only Node has sockets that undici can use. */
export function defaultTransport(): TransportFactory {
  return isNode() ? poolTransport() : fetchTransport();
}
