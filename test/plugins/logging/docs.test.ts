import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { RECORDS, RECOVERIES, SUPPRESSED_MESSAGE } from '../../../plugins/logging/record-table.js';
import { REQUEST_MESSAGE } from '../../../plugins/logging/client-log.js';
import { played, situations } from './support/situations.js';

describe('docs/logging.md', () => {
  const guide = readFileSync(new URL('../../../docs/logging.md', import.meta.url), 'utf8');

  /** The rows of the table below a heading or sentence, cell by cell. */
  function rowsAfter(text: string): readonly string[][] {
    const [, after = ''] = guide.split(text);
    const [, table = ''] = /\n\n((?:\|.*\n)+)/.exec(after) ?? [];
    return table
      .split('\n')
      .slice(2, -1)
      .map((row) =>
        row
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
  }

  it('has a row for each event, with its usual level or its first and its message', () => {
    const rows = rowsAfter('## The records').map(([event, level = '', message]) => ({
      event,
      levels: [...level.matchAll(/`(trace|debug|info|warn|error)`/g)].map(([, name]) => name),
      message,
    }));
    expect(rows.map(({ event }) => event).sort()).to.deep.equal(
      Object.keys(RECORDS)
        .map((event) => `\`${event}\``)
        .sort(),
    );
    for (const [event, { level, message }] of Object.entries(RECORDS)) {
      const row = rows.find((one) => one.event === `\`${event}\``);
      expect(row?.levels[0], event).to.equal(level);
      expect(row?.message, event).to.equal(message);
    }
  });

  it('names each field in the row of its event', async () => {
    const common = ['level', 'event', 'msg', 'taskType', 'workerId', 'domain', 'count', 'suppressed'];
    const ofTask = ['taskId', 'workflowId', 'workflowType', 'referenceName', 'attempt'];
    const known = new Map(
      rowsAfter('## The records').map(([event = '', , , fields = '']) => [
        event.replaceAll('`', ''),
        new Set([...common, ...ofTask, ...[...fields.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)]),
      ]),
    );
    const seen = new Set<string>();
    for (const situation of situations) {
      const { bench, records } = await played(situation, 'trace', { taskLogs: true });
      await bench.stop();
      for (const record of records) {
        if ('recovered' in record) continue;
        const { event = '' } = record;
        seen.add(event);
        for (const field of Object.keys(record)) expect(known.get(event), event).to.include(field);
      }
    }
    // Not told by the runner yet, and lines that no handler of these writes.
    expect(Object.keys(RECORDS).filter((event) => !seen.has(event))).to.deep.equal(['workerResized', 'taskLogged']);
  });

  it('has a row for each recovery', () => {
    const rows = rowsAfter('When something works again').map(([event, message]) => ({ event, message }));
    expect(rows).to.deep.equal(
      Object.values(RECOVERIES).map(({ event, message }) => ({ event: `\`${event}\``, message })),
    );
  });

  it('names the messages that belong to no event of the runner', () => {
    expect(guide).to.contain(`\`${SUPPRESSED_MESSAGE}\``).and.to.contain(`\`${REQUEST_MESSAGE}\``);
  });
});
