/** What SQLite's LIMIT and OFFSET leave: a negative size is no limit, a negative start the beginning. */
export function page<Item>(items: readonly Item[], start: number, size: number): Item[] {
  const from = Math.max(0, start);
  return items.slice(from, size < 0 ? undefined : from + size);
}
