const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
/** Numbers from here on are milliseconds since 1970, of this century. */
const EARLIEST_MS = 1_000_000_000_000;
/** In milliseconds, so that they differ from run to run. */
const DURATIONS: ReadonlySet<string> = new Set(['executionTime', 'queueWaitTime']);
/** How often, and in what rhythm, the server has looked for messages while such a task waited. */
const LOOKS: ReadonlySet<string> = new Set(['pollCount', 'callbackAfterSeconds']);

/**
 * A program's outcome without what chance has part in: its prefix, and in place of each id its number in the order of appearance, of each time only
 * that it is one.
 */
export function comparable(outcome: unknown, prefix: string): unknown {
  const ids = new Map<string, string>();
  const numbered = (id: string): string => {
    const known = ids.get(id) ?? `id ${ids.size + 1}`;
    ids.set(id, known);
    return known;
  };
  const rewritten = (text: string): string => text.replaceAll(prefix, 'sdk').replace(ID, numbered);
  const plain = (value: unknown): unknown => {
    if (typeof value === 'string') return DATE.test(value) ? 'a date' : rewritten(value);
    if (typeof value === 'number') return value > EARLIEST_MS ? 'a time' : value;
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    // Sorted, so that ids are numbered in the same order whatever the order of fields.
    const fields = Object.entries(value)
      .filter(([name]) => !(LOOKS.has(name) && 'taskType' in value && value.taskType === 'PULL_WORKFLOW_MESSAGES'))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(
      fields.map(([name, field]) => [rewritten(name), DURATIONS.has(name) ? 'a duration' : plain(field)]),
    );
  };
  return plain(outcome);
}
