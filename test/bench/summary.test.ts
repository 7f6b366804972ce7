import { expect } from 'chai';
import type { SubjectName } from '../../bench/cell-settings.js';
import { judge } from '../../bench/gate.js';
import { median, summarise, type Cell } from '../../bench/summary.js';
import { summaryTable } from '../../bench/table.js';

function cell(round: number, subject: SubjectName, cpuMicrosPerTask: number, tasksPerSecond = 1_000): Cell {
  const measurement = { tasks: 100, cpuMicrosPerTask, requestsPerTask: 1.2, rssMb: 90, heapBytesPerTask: 0 };
  return { round, concurrency: 10, subject, measurement, tasksPerSecond };
}

describe('the summary of a benchmark', () => {
  it('compares with raw within each round, so that a slow round does not count', () => {
    const cells = [
      cell(1, 'raw', 10),
      cell(1, 'runner', 12),
      cell(2, 'raw', 100),
      cell(2, 'runner', 110),
      cell(3, 'raw', 10),
      cell(3, 'runner', 13),
    ];
    const { cpuToRaw, cpuToDispatch } = summarise(cells, 'runner', 10);
    expect(cpuToRaw).to.deep.equal([1.2, 1.1, 1.3]);
    expect(cpuToDispatch).to.deep.equal([]);
  });

  it('compares with raw-dispatch, where that was measured, and compares throughput', () => {
    const cells = [cell(1, 'raw', 10, 2_000), cell(1, 'raw-dispatch', 8), cell(1, 'runner', 12, 1_000)];
    const { cpuToDispatch, throughputToRaw } = summarise(cells, 'runner', 10);
    expect(cpuToDispatch).to.deep.equal([1.5]);
    expect(throughputToRaw).to.deep.equal([0.5]);
  });

  it('takes only cells of the same concurrency', () => {
    const other: Cell = { ...cell(1, 'raw', 1), concurrency: 100 };
    expect(summarise([other, cell(1, 'raw', 10), cell(1, 'runner', 10)], 'runner', 10).cpuToRaw).to.deep.equal([1]);
  });

  it('is a table with a row for each loop', () => {
    const cells = [cell(1, 'raw', 10), cell(1, 'runner', 12)];
    const table = summaryTable([summarise(cells, 'raw', 10), summarise(cells, 'runner', 10)]);
    expect(table).to.match(/^\| 10 +\| runner +\| 12\.0 \[12\.0\.\.12\.0\] +\| 1\.20 /m);
  });
});

describe('the median', () => {
  it('is the middle value, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).to.equal(2);
    expect(median([4, 1, 2, 3])).to.equal(2.5);
  });

  it('of nothing is an error', () => {
    expect(() => median([])).to.throw('no values');
  });
});

describe('the gate of the benchmark', () => {
  const judged = (...ratios: readonly number[]) =>
    judge([
      summarise(
        ratios.flatMap((ratio, round) => [cell(round, 'raw', 10), cell(round, 'runner', 10 * ratio)]),
        'runner',
        10,
      ),
    ]);

  it('is met by the median, whatever single rounds say', () => {
    expect(judged(1.2, 1.9, 1.4)).to.deep.include({ isMet: true });
  });

  it('is missed when the median is above it', () => {
    const { isMet, text } = judged(1.2, 1.9, 1.6);
    expect(isMet).to.equal(false);
    expect(text).to.include('1.60 × raw').and.include('Gate 1.5: MISSED');
  });

  it('does not apply when the runner was not measured at its concurrency', () => {
    expect(judge([summarise([cell(1, 'raw', 10)], 'raw', 10)])).to.deep.include({ isMet: true });
  });

  it('holds each addition against the plain runner of the same round', () => {
    const cells = [1, 2, 3].flatMap((round) => [
      cell(round, 'raw', 10),
      cell(round, 'runner', 12 * round),
      cell(round, 'runner+metrics', 12 * round * 1.05),
      cell(round, 'runner+plugins', 12 * round * 1.5),
    ]);
    const summaries = (['runner', 'runner+metrics', 'runner+plugins'] as const).map((subject) =>
      summarise(cells, subject, 10),
    );
    const { isMet, text } = judge(summaries.slice(1));
    expect(isMet).to.equal(false);
    expect(text).to.include('runner+metrics at concurrency 10: 1.05 × runner').and.include('Gate 1.1: met');
    expect(text).to.include('runner+plugins at concurrency 10: 1.50 × runner').and.include('Gate 1.4: MISSED');
  });

  it('tells what has no gate, and does not fail because of it', () => {
    const cells = [cell(1, 'raw', 10), cell(1, 'runner', 12), cell(1, 'runner+plugins+all-traces', 12 * 1.8)];
    const { isMet, text } = judge([summarise(cells, 'runner+plugins+all-traces', 10)]);
    expect(isMet).to.equal(true);
    expect(text).to.include('runner+plugins+all-traces at concurrency 10: 1.80 × runner').and.include('No gate.');
  });
});
