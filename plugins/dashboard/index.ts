/**
 * The dashboard plugin: a page that shows what the workers of this process are doing, at this moment.
 *
 * @packageDocumentation
 */
import type { Plugin } from '../../src/index.js';
import { checkedOptions, type DashboardOptions } from './options.js';
import { Site } from './site.js';

export type { DashboardOptions } from './options.js';
export type * from './snapshot.js';

/** What {@link dashboard} makes. */
export interface DashboardPlugin extends Plugin {
  /** Where the page is, as `http://127.0.0.1:8081`; `undefined` while no runner has it, and while its port is taken. */
  readonly url: string | undefined;
}

/**
 * Shows this process on a page of its own: whether its workers are connected and get work, what each slot does, how long things take,
 * and what is stuck. Read-only, without a login, and for this machine only unless `host` says otherwise.
 *
 * The same object may be given to several runners: one page shows them all, for as long as at least one of them runs. A port that is
 * taken is an `error` event, and the runner goes on without the page.
 *
 * @throws TypeError or RangeError that names the option when one is not as it must be.
 *
 * @example
 * const page = dashboard({ uiUrl: 'http://localhost:5000' });
 * const runner = new TaskRunner({ workers, plugins: [page] });
 * await runner.start();
 * console.log(page.url); // http://127.0.0.1:8081
 */
export function dashboard(options: DashboardOptions = {}): DashboardPlugin {
  const site = new Site(checkedOptions(options));
  return {
    name: 'dashboard',
    get url() {
      return site.url;
    },
    setup: (host) => site.show(host),
  };
}
