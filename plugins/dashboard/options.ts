import { checkOptionNames } from '../shared/check-option-names.js';

/** Options of {@link dashboard}. */
export interface DashboardOptions {
  /** Of the page. 0 for any free one. Default 8081. */
  readonly port?: number;
  /**
   * The address to listen on. Default `127.0.0.1`: only this machine reaches the page. It has no login, so that everyone who reaches it
   * elsewhere sees it.
   */
  readonly host?: string;
  /** How often an open page is told what is new, in milliseconds, from 100 to 60,000. Default 1,000. */
  readonly intervalMs?: number;
  /** Where Conductor's own UI is, such as `http://localhost:5000`: tasks then link to their workflow there. Default: no links. */
  readonly uiUrl?: string;
  /** Whether inputs, outputs and the texts of tasks' errors are shown. Default false: they are your users' data. */
  readonly showData?: boolean;
  /**
   * Names, without port, under which the page may be asked for beside those of the loopback interface and `host` itself: of a reverse
   * proxy, say. Others are refused, since a page of somebody else's could otherwise read this one through a name that it owns.
   */
  readonly allowedHosts?: readonly string[];
}

/** With every default filled in. */
export interface DashboardSettings {
  readonly port: number;
  readonly host: string;
  readonly intervalMs: number;
  /** Without a slash at its end. */
  readonly uiUrl: string | undefined;
  readonly showData: boolean;
  /** In lower case. */
  readonly allowedHosts: readonly string[];
}

const NAMES = ['port', 'host', 'intervalMs', 'uiUrl', 'showData', 'allowedHosts'];

/** @throws TypeError or RangeError that names the option and its value. The server checks `port` and `host`. */
export function checkedOptions(options: DashboardOptions): DashboardSettings {
  checkOptionNames('dashboard', options, NAMES);
  const { port = 8081, host = '127.0.0.1', intervalMs = 1_000, showData = false } = options;
  if (typeof intervalMs !== 'number' || !(intervalMs >= 100 && intervalMs <= 60_000))
    throw new RangeError(`dashboard: intervalMs must be a number from 100 to 60000, got ${String(intervalMs)}`);
  if (typeof showData !== 'boolean')
    throw new TypeError(`dashboard: showData must be true or false, got ${String(showData)}`);
  return {
    ...{ port, host, intervalMs, showData },
    uiUrl: options.uiUrl === undefined ? undefined : checkedUiUrl(options.uiUrl),
    allowedHosts: checkedHosts(options.allowedHosts ?? []),
  };
}

function checkedUiUrl(given: unknown): string {
  const url = typeof given === 'string' && URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '')
    throw new TypeError(`dashboard: uiUrl must be an http:// or https:// URL without a query, got ${shown(given)}`);
  if (url.username !== '' || url.password !== '')
    throw new TypeError(
      'dashboard: uiUrl must not contain a user name or password: everyone who sees the page sees it',
    );
  return url.href.replace(/\/+$/, '');
}

function checkedHosts(given: unknown): readonly string[] {
  if (!Array.isArray(given))
    throw new TypeError(`dashboard: allowedHosts must be a list of names, got ${shown(given)}`);
  return given.map((name: unknown) => {
    if (typeof name === 'string' && /^([\w-]+(\.[\w-]+)*|\[[\da-fA-F:.]+\])$/.test(name)) return name.toLowerCase();
    throw new TypeError(
      `dashboard: allowedHosts must contain names without scheme and port, such as workers.example.com, got ${shown(name)}`,
    );
  });
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
