/**
 * An option that is misspelt must not pass for one that was left out: it may be the one that redacts, or that keeps a port closed.
 *
 * @param whose the plugin, and the option within it that is an object itself: `logging`, `logging.data`
 * @throws TypeError when this is no object, or has something in it that there is not
 */
export function checkOptionNames(whose: string, given: unknown, known: readonly string[]): void {
  const [plugin = '', ...path] = whose.split('.');
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const name = path.length === 0 ? 'options' : path.join('.');
    throw new TypeError(`${plugin}: ${name} must be an object, got ${shown(given)}`);
  }
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(`${plugin}: there is no option ${[...path, unknown].join('.')}; there are ${known.join(', ')}`);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return Array.isArray(value) ? 'a list' : String(value);
}
