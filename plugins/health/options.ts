/** What {@link health} can be told. */
export interface HealthOptions {
  /** Where it listens; 0 for any free port, see `url`. Default 8082: Conductor itself is on 8080, the dashboard on 8081. */
  readonly port?: number;
  /** The address it listens on. Default `0.0.0.0`, since probes come from outside; `::` where pods have IPv6 addresses. */
  readonly host?: string;
}

export const DEFAULT_PORT = 8082;
const DEFAULT_HOST = '0.0.0.0';
const NAMES = new Set(['port', 'host']);

/**
 * Puts defaults in place. Port and host themselves are checked by the server that is made with them.
 *
 * @throws TypeError when this is no object of options, or has one that there is not
 */
export function checkOptions(options: HealthOptions): { readonly port: number; readonly host: string } {
  const given: unknown = options;
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new TypeError(`health: options must be an object, got ${given === null ? 'null' : typeof given}`);
  const unknown = Object.keys(given).find((name) => !NAMES.has(name));
  if (unknown !== undefined)
    throw new TypeError(`health: there is no option "${unknown}"; there are ${[...NAMES].join(' and ')}`);
  const { port = DEFAULT_PORT, host = DEFAULT_HOST } = options;
  return { port, host };
}
