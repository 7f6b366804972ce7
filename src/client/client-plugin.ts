import type { ClientHost } from './client-host.js';

/** As much of a plugin as a client looks at. */
export interface ClientPlugin {
  readonly name: string;
  setupClient?(host: ClientHost): void;
}
