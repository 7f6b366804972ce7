import { badRequest, serverError } from '../engine-error.js';

/**
 * The query of a search: comparisons with ` AND ` between them.
 *
 *     workflowType=orders AND status IN (RUNNING,FAILED) AND startTime>1700000000000
 *
 * A comparison is a name, one of `=`, `<`, `>`, `IN`, and values with commas between. Quotes and parentheses are taken off, spaces are not.
 * It is looked for anywhere in its part, so that `OR` belongs to the value before it, and so `status!=RUNNING` compares `RUNN` with `G`.
 */
export interface Comparison {
  /** The column, in the spelling of the server's tables: `workflow_type`. */
  readonly column: string;
  readonly operator: '=' | '<' | '>' | 'IN';
  readonly values: readonly string[];
}

/**
 * Takes a query apart.
 *
 * @throws EngineError for a part without a comparison (400), or a time that is no number (500).
 */
export function parseQuery(query: string | undefined): readonly Comparison[] {
  if (query === undefined || query === '') return [];
  const parts = query.split(' AND ');
  // A query that ends with it has nothing behind it.
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts.map(parseComparison);
}

function parseComparison(part: string): Comparison {
  const [, name = '', operator = '', rest = ''] = /([a-zA-Z]+)\s?(=|>|<|IN)\s?(.*)/.exec(part) ?? [];
  if (!isOperator(operator)) throw badRequest(`Incorrectly formatted query string: ${part}`);
  const column = columnOf(name);
  const [first = '', ...others] = rest.replace(/["'()]/g, '').split(',');
  const values = [column.endsWith('_time') ? timestampOf(first) : first, ...others];
  while (values.length > 1 && values.at(-1) === '') values.pop();
  if (operator === 'IN') return { column, operator: values.length === 1 ? '=' : 'IN', values };
  if (values.length > 1) throw serverError(`Index ${values.length} out of bounds for length ${values.length}`);
  return { column, operator, values };
}

function isOperator(text: string): text is Comparison['operator'] {
  return text === '=' || text === '<' || text === '>' || text === 'IN';
}

/** `workflowType` is `workflow_type`. */
export function columnOf(name: string): string {
  return name.replace(/\B([A-Z])/g, '_$1').toLowerCase();
}

/** Epoch milliseconds in the form in which the server stores and compares times. */
function timestampOf(millis: string): string {
  const time = new Date(Number(millis));
  if (!/^[+-]?\d+$/.test(millis) || Number.isNaN(time.getTime())) {
    throw serverError(`For input string: "${millis}"`);
  }
  return storedTime(time.toISOString());
}

/** `2026-01-31T10:00:00.000Z` is `2026-01-31 10:00:00.000`; a time that is not there yet counts as the epoch. */
export function storedTime(iso: string | undefined): string {
  return (iso ?? '1970-01-01T00:00:00.000Z').replace('T', ' ').replace('Z', '');
}
