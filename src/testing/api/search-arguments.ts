import type { SearchRequest } from '../engine/search/match.js';
import { intQuery } from './arguments.js';
import type { Call } from './operation.js';

/** What every search takes from its query. */
export interface SearchArguments extends SearchRequest {
  readonly start: number;
  readonly size: number;
}

/** @throws EngineError 500 for a number that is none */
export function searchArguments(call: Call): SearchArguments {
  const { query } = call;
  const start = intQuery(call, 'start', 0);
  const size = intQuery(call, 'size', 100);
  // The server joins a parameter that is there twice, which makes an order that it does not know.
  const sort = query.entries().flatMap(([name, value]) => (name === 'sort' ? [value] : []));
  return {
    start,
    size,
    sort: sort.join(',').split('|'),
    freeText: query.get('freeText') ?? '*',
    query: query.get('query') ?? '',
  };
}

/** The part of the results that is asked for. As in SQLite a negative start is none, and a negative size sets no limit. */
export function pageOf<Item>(found: readonly Item[], { start, size }: SearchArguments): readonly Item[] {
  const from = Math.max(0, start);
  return size < 0 ? found.slice(from) : found.slice(from, from + size);
}
