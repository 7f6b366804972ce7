const DATE = /^(\d{4,})-(\d{1,2})-(\d{1,2})(?: (\d{1,2}):(\d{1,2})(?: (.+))?)?$/;
const OFFSET = /^(?:GMT|UTC|Z)?(?:([+-])(\d{1,2}):?(\d{2})?)?$/i;

/**
 * `yyyy-MM-dd`, `yyyy-MM-dd HH:mm`, and the latter with a time zone, in milliseconds since 1970; undefined for anything else.
 * Without a zone: this process's own, as the server takes its own. Fields that run over are carried on, as the server does.
 */
export function parseWaitDate(text: string): number | undefined {
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = numbersOf(match);
  const zone = match[6];
  if (zone === undefined) return new Date(year, month - 1, day, hour, minute).getTime();
  const utc = Date.UTC(year, month - 1, day, hour, minute);
  const offset = OFFSET.exec(zone.trim());
  if (offset !== null) {
    const [, sign, hours, minutes] = offset;
    const shift = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
    return sign === '-' ? utc + shift : utc - shift;
  }
  return inNamedZone(utc, zone.trim());
}

/** Groups that did not take part are 0. */
function numbersOf(match: readonly (string | undefined)[]): readonly number[] {
  return match.slice(1, 6).map((part) => Number(part ?? 0));
}

/** The instant at which the clocks of a zone show what `utc` would show in UTC. */
function inNamedZone(utc: number, timeZone: string): number | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    const name = format.formatToParts(utc).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
    const offset = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(name);
    const shift = (Number(offset?.[2] ?? 0) * 60 + Number(offset?.[3] ?? 0)) * 60_000;
    return offset?.[1] === '-' ? utc + shift : utc - shift;
  } catch {
    // No such zone.
    return undefined;
  }
}
