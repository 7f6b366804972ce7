import { checkOptionNames } from '../shared/check-option-names.js';

/** What {@link health} can be told. */
export interface HealthOptions {
  /** Where it listens; 0 for any free port, see `url`. Default 8082: Conductor itself is on 8080, the dashboard on 8081. */
  readonly port?: number;
  /** The address it listens on. Default `0.0.0.0`, since probes come from outside; `::` where pods have IPv6 addresses. */
  readonly host?: string;
}

export const DEFAULT_PORT = 8082;
const DEFAULT_HOST = '0.0.0.0';
const NAMES = ['port', 'host'];

/**
 * Puts defaults in place. Port and host themselves are checked by the server that is made with them.
 *
 * @throws TypeError when this is no object of options, or has one that there is not
 */
export function checkOptions(options: HealthOptions): { readonly port: number; readonly host: string } {
  checkOptionNames('health', options, NAMES);
  const { port = DEFAULT_PORT, host = DEFAULT_HOST } = options;
  return { port, host };
}
