const DURATION =
  /^\s*(?:(\d+)\s*(?:days?|d))?\s*(?:(\d+)\s*(?:hours?|hrs?|h))?\s*(?:(\d+)\s*(?:minutes?|mins?|m))?\s*(?:(\d+)\s*(?:seconds?|secs?|s))?\s*$/i;

/** `1d 2h`, `90 sec`, `1m 1s` in seconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (match === null) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = numbersOf(match);
  return days * 86_400 + hours * 3_600 + minutes * 60 + seconds;
}

/** Groups that did not take part are 0. */
function numbersOf(match: readonly (string | undefined)[]): readonly number[] {
  return match.slice(1).map((part) => Number(part ?? 0));
}
