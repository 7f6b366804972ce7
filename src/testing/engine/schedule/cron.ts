import type { Cron as CronerCron } from 'croner';
import { loadPeer } from '../load-peer.js';
import { ownValue } from '../own-properties.js';

/** A cron expression that the server does not accept. Its message is the server's. */
export class CronError extends Error {
  override readonly name = 'CronError';

  constructor(readonly expression: string) {
    super('Invalid cron expression');
  }
}

/** A parsed cron expression. */
export interface CronSchedule {
  /** The first time after the given one, in epoch milliseconds; undefined when there is none. */
  next(afterMs: number): number | undefined;
}

/**
 * Parses a cron expression of the server: six fields, from seconds to days of the week.
 *
 *     second minute hour day month weekday      both days have to fit, other than in Unix's cron
 *     *  ?                                      any; `?` for days only
 *     1,2  1-5  * /5  0/10  MON-FRI  JAN         lists, ranges, steps, names; Sunday is 0 or 7
 *     L  L-3  LW  15W                           days: last, third before the last, last weekday, weekday next to the 15th
 *     5L  FRIL  MON#2                           weekdays: last Friday, second Monday
 *     @yearly @monthly @weekly @daily @hourly
 *
 * @param timeZone - an IANA name.
 * @throws CronError
 * @throws RangeError for an unknown time zone.
 * @throws Error when croner is not installed; it names the package.
 */
export function parseCron(expression: string, timeZone = 'UTC'): CronSchedule {
  const fields = fieldsOf(expression);
  // Throws the RangeError of an unknown zone, before croner throws one of its own at the first use.
  new Intl.DateTimeFormat('en', { timeZone });
  const { offset, days } = lastDayOffset(fields[3] ?? '');
  const [second, minute, hour, , month, weekday] = fields;
  const text = [second, minute, hour, days, month, weekday].join(' ');
  // No month has a sixth Monday, or a day that many before its last one.
  if (/#[6-9]/.test(text) || (offset ?? 0) > 30) return { next: () => undefined };
  return offset === undefined
    ? cronerSchedule(text, expression, timeZone)
    : offsetSchedule(text, offset, expression, timeZone);
}

/** The next times after one, at most `count` and none after `untilMs`. */
export function nextTimes(
  schedule: CronSchedule,
  afterMs: number,
  count: number,
  untilMs = Infinity,
): readonly number[] {
  const times: number[] = [];
  let last: number | undefined = afterMs;
  while (times.length < count) {
    last = schedule.next(last);
    if (last === undefined || last > untilMs) break;
    times.push(last);
  }
  return times;
}

const MACROS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};

interface Field {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  /** What only this field has, in place of a list. */
  readonly special?: RegExp;
  readonly mayBeAny?: boolean;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const FIELDS: readonly Field[] = [
  { min: 0, max: 59 },
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31, special: /^(?:L|LW|L-\d{1,2}|\d{1,2}W)$/, mayBeAny: true },
  { min: 1, max: 12, names: MONTHS },
  { min: 0, max: 7, names: WEEKDAYS, special: /^[0-7](?:L|#[1-9])$/, mayBeAny: true },
];

/** The six fields, checked and with numbers in the place of names. */
function fieldsOf(expression: string): readonly string[] {
  const trimmed = expression.trim();
  const texts = (ownValue(MACROS, trimmed.toLowerCase()) ?? trimmed).split(/\s+/);
  if (texts.length !== FIELDS.length) throw new CronError(expression);
  return FIELDS.map((field, at) => {
    const checked = checkedField(texts[at] ?? '', field);
    if (checked === undefined) throw new CronError(expression);
    return checked;
  });
}

function checkedField(text: string, field: Field): string | undefined {
  const { names = [], min, mayBeAny = false, special } = field;
  const named = text.toUpperCase().replace(/[A-Z]{3}/g, (name) => {
    const at = names.indexOf(name);
    return at < 0 ? name : String(at + min);
  });
  if (named === '?') return mayBeAny ? '*' : undefined;
  const items = named.split(',').map((item) => (special?.test(item) ? item : checkedItem(item, field)));
  return items.every((item) => item !== undefined) ? items.join(',') : undefined;
}

/** `*`, `1`, `1-5`, each with a step or not; a step of a single number goes on to the end. */
function checkedItem(item: string, { min, max }: Field): string | undefined {
  const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d+))?$/.exec(item);
  if (!match) return undefined;
  const [, first, last, step] = match;
  if (step !== undefined && Number(step) < 1) return undefined;
  if (first === undefined) return item;
  const from = Number(first);
  const to = Number(last ?? (step === undefined ? first : max));
  if (from < min || to > max || from > to) return undefined;
  return step === undefined ? item : `${from}-${to}/${step}`;
}

/** croner has no `L-3`: those are the last days of months, a number of days earlier. */
function lastDayOffset(days: string): { readonly offset: number | undefined; readonly days: string } {
  const match = /^L-(\d+)$/.exec(days);
  return match ? { offset: Number(match[1]), days: '*' } : { offset: undefined, days };
}

function cronerSchedule(text: string, expression: string, timeZone: string): CronSchedule {
  const cron = newCron(text, expression, timeZone);
  return {
    next(afterMs) {
      let time = cron.nextRun(new Date(afterMs));
      // A time that a change of clocks leaves out comes at the end of the gap from croner, and not at all from the server.
      while (time && !cron.match(time)) time = cron.nextRun(time);
      return time?.getTime();
    },
  };
}

/** Of the times on any day, those on the right one. */
function offsetSchedule(text: string, offset: number, expression: string, timeZone: string): CronSchedule {
  const onAnyDay = cronerSchedule(text, expression, timeZone);
  const clock = new LocalClock(timeZone);
  return {
    next(afterMs) {
      let time = onAnyDay.next(afterMs);
      // Eight years have a 29 February, whatever else has to fit.
      for (let days = 0; time !== undefined && days < 8 * 366; days++) {
        // The first of the next month is offset + 1 days ahead.
        const isRightDay = clock.day(time + (offset + 1) * DAY_MS) === 1 && clock.day(time) + offset > 27;
        if (isRightDay) return time;
        time = onAnyDay.next(clock.nextMidnight(time) - 1);
      }
      return undefined;
    },
  };
}

const DAY_MS = 86_400_000;

/** What clocks and calendars show in a time zone. */
class LocalClock {
  private readonly format: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    const numeric = { day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
    this.format = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', ...numeric });
  }

  day(timeMs: number): number {
    return this.part('day', timeMs);
  }

  /** Days that are an hour longer or shorter count. */
  nextMidnight(timeMs: number): number {
    const about = timeMs + DAY_MS - this.sinceMidnightMs(timeMs);
    const off = this.sinceMidnightMs(about);
    return off < DAY_MS / 2 ? about - off : about + DAY_MS - off;
  }

  private sinceMidnightMs(timeMs: number): number {
    const seconds = (this.part('hour', timeMs) * 60 + this.part('minute', timeMs)) * 60 + this.part('second', timeMs);
    return seconds * 1_000 + (timeMs % 1_000);
  }

  private part(type: Intl.DateTimeFormatPartTypes, timeMs: number): number {
    return Number(this.format.formatToParts(timeMs).find((part) => part.type === type)?.value);
  }
}

function newCron(text: string, expression: string, timeZone: string): CronerCron {
  const croner = loadPeer('croner', 'schedules');
  if (!hasCron(croner)) throw new Error('the package croner is not one that schedules can work with: it has no Cron');
  try {
    // `5L` is `5#L` there. Paused, so that it is no timer.
    return new croner.Cron(text.replace(/\b([0-7])L\b/, '$1#L'), {
      timezone: timeZone,
      paused: true,
      mode: '6-part',
      domAndDow: true,
    });
  } catch {
    throw new CronError(expression);
  }
}

function hasCron(module: unknown): module is { readonly Cron: typeof CronerCron } {
  return typeof module === 'object' && module !== null && 'Cron' in module && typeof module.Cron === 'function';
}
