import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { CronError, nextTimes, parseCron } from '../../../../src/testing/engine/schedule/cron.js';

interface Recorded {
  readonly end: number;
  /** The next five times at most, or null when the answer was an error. */
  readonly expressions: readonly (readonly [expression: string, times: readonly number[] | null])[];
}

/** What Conductor 3.32.3 answered to nextFewSchedules on 24 November 2026, at 13:01:47 or some seconds later. */
const { end, expressions } = JSON.parse(
  readFileSync(new URL('recorded-cron.json', import.meta.url), 'utf8'),
) as Recorded;
const RECORDED_AT = Date.UTC(2026, 10, 24, 13, 1, 47);

function timesOf(expression: string, after: string, count: number, timeZone?: string): readonly string[] {
  return nextTimes(parseCron(expression, timeZone), Date.parse(after), count).map((time) =>
    new Date(time).toISOString(),
  );
}

describe('cron expressions', () => {
  for (const [expression, times] of expressions) {
    it(`${JSON.stringify(expression)} are understood as by the server`, () => {
      if (times === null) {
        expect(() => parseCron(expression)).to.throw(CronError, 'Invalid cron expression');
        return;
      }
      const [first = RECORDED_AT] = times;
      const after = Math.max(RECORDED_AT, Math.min(first - 1, RECORDED_AT + 60_000));
      expect(nextTimes(parseCron(expression), after, 5, end)).to.deep.equal(times);
    });
  }

  it('run in their time zone, also where clocks change', () => {
    expect(timesOf('0 30 2 * * *', '2026-03-28T00:00:00Z', 3, 'Europe/Berlin')).to.deep.equal([
      '2026-03-28T01:30:00.000Z',
      // There is no 2:30 on the 29th.
      '2026-03-30T00:30:00.000Z',
      '2026-03-31T00:30:00.000Z',
    ]);
    expect(timesOf('0 0 9 * * *', '2026-01-01T00:00:00Z', 2, 'America/New_York')).to.deep.equal([
      '2026-01-01T14:00:00.000Z',
      '2026-01-02T14:00:00.000Z',
    ]);
    expect(timesOf('0 0 0 L-1 * *', '2026-03-01T00:00:00Z', 2, 'Europe/Berlin')).to.deep.equal([
      '2026-03-29T22:00:00.000Z',
      '2026-04-28T22:00:00.000Z',
    ]);
    expect(() => parseCron('* * * * * *', 'Mars/Olympus')).to.throw(RangeError);
  });

  it('find every time of a day that is counted from the end of the month', () => {
    expect(timesOf('0 0 */12 L-2 2 *', '2026-01-31T23:00:00Z', 3)).to.deep.equal([
      '2026-02-26T00:00:00.000Z',
      '2026-02-26T12:00:00.000Z',
      '2027-02-26T00:00:00.000Z',
    ]);
    expect(timesOf('* * * L-2 * *', '2026-02-01T00:00:00Z', 2)).to.deep.equal([
      '2026-02-26T00:00:00.000Z',
      '2026-02-26T00:00:01.000Z',
    ]);
  });

  it('go on after the time that is given, and stop at the last one', () => {
    const schedule = parseCron('0 0 0 1 1 *');
    expect(schedule.next(Date.UTC(2026, 0, 1) - 1)).to.equal(Date.UTC(2026, 0, 1));
    expect(schedule.next(Date.UTC(2026, 0, 1))).to.equal(Date.UTC(2027, 0, 1));
    expect(nextTimes(schedule, 0, 3, Date.UTC(1971, 0, 1))).to.have.length(1);
  });

  it('give times that grow, or a CronError, whatever the text', () => {
    const piece = fc.constantFrom(
      '*',
      '?',
      'L',
      'W',
      '1',
      '5',
      '15',
      '0',
      '59',
      '-',
      '/',
      ',',
      '#',
      'MON',
      'JAN',
      '2',
      'LW',
      '1-5',
      '*/7',
    );
    const field = fc.array(piece, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(field, { minLength: 5, maxLength: 7 }), (fields) => {
        try {
          const times = nextTimes(parseCron(fields.join(' ')), RECORDED_AT, 3);
          expect([...times].sort((a, b) => a - b)).to.deep.equal(times);
        } catch (error) {
          expect(error).to.be.instanceOf(CronError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
