import type { RequestOptions } from '../../generated/client/index.js';
import { createQuerySerializer } from '../../generated/client/utils.gen.js';
import { ConductorConfigError } from './errors/conductor-config-error.js';

type Query = Readonly<Record<string, unknown>>;

/**
 * The query with its leading `?`, or empty. Lists repeat their name (`taskType=a&taskType=b`), objects become `name[key]=value` with the
 * brackets escaped, since the server refuses bare ones (conductor-server.md §2). `undefined` and `null` are left out.
 */
export function encodeQuery(
  route: string,
  query: Query | undefined,
  serializer: RequestOptions['querySerializer'],
): string {
  if (query === undefined) return '';
  if (serializer !== undefined) return custom(route, query, serializer);
  let text = '';
  for (const name in query) {
    const value = query[name];
    if (value === undefined || value === null) continue;
    if (Array.isArray(value)) {
      for (const one of value) text += pair(route, text, name, one);
    } else if (typeof value === 'object' && !(value instanceof Date)) {
      for (const [key, one] of Object.entries(value)) text += pair(route, text, `${name}[${key}]`, one);
    } else {
      text += pair(route, text, name, value);
    }
  }
  return text;
}

function pair(route: string, before: string, name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  const separator = before === '' ? '?' : '&';
  try {
    return `${separator}${encodeURIComponent(name)}=${encodeURIComponent(toText(route, name, value))}`;
  } catch (cause) {
    if (cause instanceof ConductorConfigError) throw cause;
    throw wrong(route, name, 'has half of a surrogate pair, which has no UTF-8', cause);
  }
}

function toText(route: string, name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return String(value);
    throw wrong(route, name, `is ${value}`);
  }
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  throw wrong(route, name, 'is nested too deeply: a query takes text, numbers, booleans, lists and maps of these');
}

function wrong(route: string, name: string, problem: string, cause?: unknown): ConductorConfigError {
  return new ConductorConfigError(`${route}: the query parameter "${name}" ${problem}`, {
    field: `query.${name}`,
    cause,
  });
}

function custom(route: string, query: Query, serializer: NonNullable<RequestOptions['querySerializer']>): string {
  const serialize = typeof serializer === 'function' ? serializer : createQuerySerializer(serializer);
  const text = serialize({ ...query })
    .replace(/^\?/, '')
    .replaceAll('[', '%5B')
    .replaceAll(']', '%5D');
  if (/[^\x21-\x7e]/.test(text)) {
    throw new ConductorConfigError(
      `${route}: querySerializer returned characters that a URL cannot carry; escape them`,
      {
        field: 'querySerializer',
      },
    );
  }
  return text === '' ? '' : `?${text}`;
}
