import type { RequestCompleted } from '../../src/index.js';
import type { Histogram, HistogramSeries } from './histogram.js';

/** Somebody who fills paths in by himself makes a new route with each call; those are looked up each time, and bounded by the metric. */
const MOST_ROUTES = 1_000;

/** Times each attempt of a request. There is one per task at least, so that the series of a route are kept. */
export class HttpRecorder {
  readonly #seconds: Histogram;
  readonly #routes = new Map<string, Map<number, HistogramSeries>>();

  constructor(seconds: Histogram) {
    this.#seconds = seconds;
  }

  record({ route, method, status, durationMs }: RequestCompleted): void {
    let ofRoute = this.#routes.get(route);
    if (ofRoute === undefined) {
      ofRoute = new Map();
      if (this.#routes.size < MOST_ROUTES) this.#routes.set(route, ofRoute);
    }
    let series = ofRoute.get(status);
    if (series === undefined) {
      series = this.#seconds.series(method, uriOf(route), String(status));
      ofRoute.set(status, series);
    }
    series.observe(durationMs / 1000);
  }
}

/** The path template, with the parameter of polls written as the other SDKs write it: the server's own document calls it `tasktype`. */
function uriOf(route: string): string {
  return route.slice(route.indexOf(' ') + 1).replace('{tasktype}', '{taskType}');
}
