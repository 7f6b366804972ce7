/** SQL's LIKE: `%` for any text, `_` for any character. Goes back to the last `%` only, so no pattern takes long. */
export function isLike(text: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  let wildcard = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[next] === '%') {
      wildcard = next++;
      resume = at;
    } else if (pattern[next] === '_' || pattern[next] === text[at]) {
      next++;
      at++;
    } else if (wildcard >= 0) {
      next = wildcard + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[next] === '%') next++;
  return next === pattern.length;
}
