import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { HttpFront } from '../../runner/support/http-front.js';

async function run(script: string, environment: Record<string, string> = {}): Promise<string> {
  const path = fileURLToPath(new URL(`support/${script}`, import.meta.url));
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
    const lines = (await run('log-to-stdout.ts', { CONDUCTOR_SERVER_URL })).trimEnd().split('\n');
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
    const { outcomes, written } = JSON.parse(await run('start-without-peers.ts')) as Record<string, string[]>;
    expect(outcomes).to.deep.equal([
      'ConductorConfigError: plugin "logging" failed to set up: the logging plugin needs the package pino, which is not installed: npm install pino',
      'started',
    ]);
    expect(written).to.deep.equal(['runner started', 'runner is stopping', 'runner stopped']);
  });
});
