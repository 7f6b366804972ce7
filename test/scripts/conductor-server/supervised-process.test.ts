import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import type { SupervisedProcess } from '../../../scripts/conductor-server/supervised-process.js';
import { startSupervised } from '../../../scripts/conductor-server/supervised-process.js';
import { until } from '../../e2e/support/until.js';
import { isAlive, pidInLog, temporaryFolder, writeProgram } from './fakes.js';

const RUNS_ON = `console.log('below ' + process.ppid + ', pid ' + process.pid); setInterval(() => {}, 1000);`;
const IGNORES_POLITENESS = `process.on('SIGTERM', () => console.log('asked to end')); ${RUNS_ON}`;

describe('a supervised process', () => {
  let test: ReturnType<typeof temporaryFolder>;
  let folder: string;
  let logFile: string;
  let started: SupervisedProcess | undefined;
  beforeEach(() => {
    test = temporaryFolder();
    folder = join(test.path, 'its own');
    mkdirSync(folder);
    logFile = join(test.path, 'log');
  });
  afterEach(async () => {
    await started?.stop();
    started = undefined;
    test.remove();
  });

  function start(script: string, args: readonly string[] = []): SupervisedProcess {
    const command = writeProgram(join(test.path, 'program'), script);
    return (started = startSupervised({ command, args, env: { GIVEN: 'yes' }, folder, logFile, graceMs: 300 }));
  }

  async function pid(): Promise<number> {
    const found = await until(
      'the pid in the log',
      () => Promise.resolve(existsSync(logFile) ? pidInLog(logFile) : undefined),
      (seen) => seen !== undefined,
      10_000,
    );
    if (found === undefined) throw new Error('no pid');
    return found;
  }

  const goneOf = (process: number): Promise<unknown> =>
    until(
      'process and folder gone',
      () => Promise.resolve({ isAlive: isAlive(process), hasFolder: existsSync(folder) }),
      (seen) => !seen.isAlive && !seen.hasFolder,
      10_000,
    );

  it('runs in its folder with the arguments and the environment it was given', async () => {
    const script =
      'console.log(JSON.stringify([process.cwd(), process.argv.slice(2), process.env.GIVEN, process.env.HOME ?? null]))';
    await start(script, ['--a=b', '--', 'c d']).ended;
    expect(JSON.parse(readFileSync(logFile, 'utf8'))).to.deep.equal([folder, ['--a=b', '--', 'c d'], 'yes', null]);
  });

  it('is gone, with its folder, once stop has resolved; stopping again changes nothing', async () => {
    const supervised = start(RUNS_ON);
    const running = await pid();
    await Promise.all([supervised.stop(), supervised.stop()]);
    expect(isAlive(running)).to.equal(false);
    expect(existsSync(folder)).to.equal(false);
    await supervised.stop();
  });

  it('is killed when it ignores the polite request', async () => {
    const supervised = start(IGNORES_POLITENESS);
    const running = await pid();
    await supervised.stop();
    expect(isAlive(running)).to.equal(false);
    expect(readFileSync(logFile, 'utf8')).to.include('asked to end');
  });

  it('tells how it ended by itself, and its folder stays to be looked at until stop', async () => {
    const supervised = start('console.log("out"); console.error("err"); process.exit(3)');
    expect(await supervised.ended).to.equal('exit code 3');
    expect(readFileSync(logFile, 'utf8')).to.equal('out\nerr\n');
    expect(existsSync(folder)).to.equal(true);
    await supervised.stop();
    expect(existsSync(folder)).to.equal(false);
  });

  it('tells the signal that ended it', async () => {
    const supervised = start(RUNS_ON);
    process.kill(await pid(), 'SIGKILL');
    expect(await supervised.ended).to.equal('SIGKILL');
  });

  for (const [mishap, signal] of [
    ['is killed', 'SIGKILL'],
    ['hangs', 'SIGSTOP'],
  ] as const) {
    it(`is gone after stop although its supervisor ${mishap}`, async () => {
      const supervised = start(RUNS_ON);
      const running = await pid();
      const [, supervisor] = /below (\d+)/.exec(readFileSync(logFile, 'utf8')) ?? [];
      process.kill(Number(supervisor), signal);
      if (signal === 'SIGKILL') expect(await supervised.ended).to.include('supervisor ended with SIGKILL');
      await supervised.stop();
      await goneOf(running);
    });
  }

  it('tells why it could not be started', async () => {
    started = startSupervised({ command: join(test.path, 'absent'), args: [], env: {}, folder, logFile });
    expect(await started.ended).to.include('ENOENT');
  });

  it('leaves nothing behind when its log cannot be written', () => {
    expect(() => startSupervised({ command: 'true', args: [], env: {}, folder, logFile: test.path })).to.throw(
      'EISDIR',
    );
    expect(existsSync(folder)).to.equal(false);
  });

  for (const [behaviour, script] of [
    ['that ends when asked', RUNS_ON],
    ['that ignores being asked', IGNORES_POLITENESS],
  ] as const) {
    it(`${behaviour} does not outlive a parent that is killed`, async () => {
      const command = writeProgram(join(test.path, 'program'), script);
      const maker = fileURLToPath(new URL('./orphan-maker.ts', import.meta.url));
      const parent = spawn(process.execPath, ['--import', 'tsx', maker, folder, logFile, command], {
        stdio: 'inherit',
      });
      const running = await pid();
      parent.kill('SIGKILL');
      await goneOf(running);
    });
  }
});
