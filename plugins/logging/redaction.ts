/*
 * Which values are kept out of records, by the path that leads to them.
 *
 * A path is a list of names. `*` stands for any one name, `**` for any number of names. Upper and lower case are the same: taking out
 * too much is a nuisance, too little a leak. For the same reason a path goes through arrays both ways: `items.secret` and
 * `items.*.secret` mean the secret of each item, and `items.0.secret` that of the first.
 *
 * A walk over a value carries the places in all paths that it has reached so far. A path that is wholly behind it has matched.
 */

/** Where a value lies: `inputData.card.number`, or a list of names for names that have a dot in them. */
export type RedactionPath = string | readonly string[];

export const REDACTED = '[redacted]';

/** Values of these names are secrets wherever they are; compared without case, `_` and `-`. */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  ...['password', 'passwd', 'pwd', 'passphrase', 'secret', 'clientsecret', 'credential', 'credentials', 'privatekey'],
  ...[
    'token',
    'accesstoken',
    'refreshtoken',
    'idtoken',
    'apikey',
    'authorization',
    'xauthorization',
    'cookie',
    'setcookie',
  ],
]);

export function isSecretName(name: string): boolean {
  return SECRET_NAMES.has(name.toLowerCase().replace(/[_-]/g, ''));
}

/** A place in a path: everything before `at` has matched. */
interface Place {
  readonly path: readonly string[];
  readonly at: number;
}

/** How far a walk has come in each path. */
export type Places = readonly Place[];

/** Where every walk begins. */
export function startOf(paths: readonly RedactionPath[]): Places {
  const start: Place[] = [];
  for (const path of paths) reach(start, { path: namesOf(path), at: 0 });
  return start;
}

/** The places after one more name, or `redacted` if a path ends here. */
export function enter(places: Places, name: string): Places | 'redacted' {
  if (isSecretName(name)) return 'redacted';
  const next = passed(places, name.toLowerCase());
  return next.some(isAtEnd) ? 'redacted' : next;
}

/** The same for an item of an array, which may have been named in the path or not. */
export function enterItem(places: Places, index: number): Places | 'redacted' {
  const next = passed(places, String(index));
  if (next.some(isAtEnd)) return 'redacted';
  const both = [...places];
  for (const place of next) reach(both, place);
  return both;
}

function passed(places: Places, name: string): readonly Place[] {
  const next: Place[] = [];
  for (const { path, at } of places) {
    const wanted = path[at];
    if (wanted === '**') reach(next, { path, at });
    else if (wanted === '*' || wanted === name) reach(next, { path, at: at + 1 });
  }
  return next;
}

/** Adds a place, and the one behind it where `**` stands for no name at all. */
function reach(places: Place[], place: Place): void {
  const { path, at } = place;
  if (places.some((known) => known.path === path && known.at === at)) return;
  places.push(place);
  if (path[at] === '**') reach(places, { path, at: at + 1 });
}

function isAtEnd({ path, at }: Place): boolean {
  return at === path.length;
}

function namesOf(path: RedactionPath): readonly string[] {
  // As other loggers write it, `items[*].secret` and `items[0].secret`.
  const names = typeof path === 'string' ? path.replace(/\[(\*|\d+)\]/g, '.$1').split('.') : path;
  return names.map((name) => name.toLowerCase());
}
