import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { HttpFront } from '../../runner/support/http-front.js';

const LOG_TO_STDOUT = fileURLToPath(new URL('support/log-to-stdout.ts', import.meta.url));
const START_WITHOUT_PEERS = fileURLToPath(new URL('support/start-without-peers.ts', import.meta.url));

async function run(path: string, environment: Record<string, string> = {}): Promise<string> {
  // The time limit kills it, which makes this reject.
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', path], {
    ...{ timeout: 15_000, env: { ...process.env, ...environment } },
  });
  return stdout;
}

describe('a process with logging()', () => {
  it('writes JSON to its standard output, one record a line, and ends by itself', async () => {
    const front = new HttpFront();
    const CONDUCTOR_SERVER_URL = await front.listen();
    front.server.queue('charge');
    const lines = (await run(LOG_TO_STDOUT, { CONDUCTOR_SERVER_URL })).trimEnd().split('\n');
    await front.close();
    const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records.map(({ level, event }) => [level, event])).to.deep.equal([
      [30, 'started'],
      [40, 'taskFailed'],
      [30, 'stopping'],
      [30, 'stopped'],
    ]);
    expect(records[1]).to.include.keys('time', 'pid', 'hostname');
    expect(records[1]).to.deep.include({ taskType: 'charge', workerId: 'me', taskId: 'task-1', msg: 'task failed' });
    expect(records[1]?.err).to.include({ type: 'Error', message: 'no card' });
  });

  it('needs pino only if it is given no logger, and never OpenTelemetry', async () => {
    const { outcomes, written } = JSON.parse(await run(START_WITHOUT_PEERS)) as Record<string, string[]>;
    expect(outcomes).to.deep.equal([
      'ConductorConfigError: plugin "logging" failed to set up: the logging plugin needs the package pino, which is not installed: npm install pino',
      'started',
    ]);
    expect(written).to.deep.equal(['runner started', 'runner is stopping', 'runner stopped']);
  });
});
