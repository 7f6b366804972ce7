import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import type { SupervisedOptions, SupervisedProcess } from '../../../scripts/conductor-server/supervised-process.js';
import { startSupervised } from '../../../scripts/conductor-server/supervised-process.js';
import { until } from '../../e2e/support/until.js';
import { testsAtOnce } from '../../support/tests-at-once.js';
import { isAlive, pidInLog, temporaryFolder, writeProgram } from './fakes.js';

const RUNS_ON = `console.log('below ' + process.ppid + ', pid ' + process.pid); setInterval(() => {}, 1000);`;
const IGNORES_POLITENESS = `process.on('SIGTERM', () => console.log('asked to end')); ${RUNS_ON}`;

/** A place for one command, and the command that was started there. */
class Stage {
  readonly #test = temporaryFolder();
  readonly folder = join(this.#test.path, 'its own');
  readonly logFile = join(this.#test.path, 'log');
  #started: SupervisedProcess | undefined;

  constructor() {
    mkdirSync(this.folder);
  }

  get path(): string {
    return this.#test.path;
  }

  /** A program of that text. */
  program(script: string): string {
    return writeProgram(join(this.path, 'program'), script);
  }

  start(options: Partial<SupervisedOptions> & Pick<SupervisedOptions, 'command'>): SupervisedProcess {
    const { folder, logFile } = this;
    return (this.#started = startSupervised({ args: [], env: {}, folder, logFile, graceMs: 300, ...options }));
  }

  /** Starts a program of that text. */
  startScript(script: string): SupervisedProcess {
    return this.start({ command: this.program(script) });
  }

  log(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  /** Of the command, once it has said so. */
  async pid(): Promise<number> {
    const found = await until(
      'the pid in the log',
      () => Promise.resolve(existsSync(this.logFile) ? pidInLog(this.logFile) : undefined),
      (seen) => seen !== undefined,
      10_000,
    );
    if (found === undefined) throw new Error('no pid');
    return found;
  }

  /** Until the command and its folder are no more. */
  goneOf(process: number): Promise<unknown> {
    return until(
      'process and folder gone',
      () => Promise.resolve({ isAlive: isAlive(process), hasFolder: existsSync(this.folder) }),
      (seen) => !seen.isAlive && !seen.hasFolder,
      10_000,
    );
  }

  async clear(): Promise<void> {
    await this.#started?.stop();
    this.#test.remove();
  }
}

describe('a supervised process', () => {
  const test = testsAtOnce();
  const play = (name: string, perform: (stage: Stage) => Promise<void>): void =>
    test(name, async () => {
      const stage = new Stage();
      await perform(stage).finally(() => stage.clear());
    });

  play('runs in its folder with the arguments and the environment it was given', async (stage) => {
    const script =
      'console.log(JSON.stringify([process.cwd(), process.argv.slice(2), process.env.GIVEN, process.env.HOME ?? null]))';
    const args = ['--a=b', '--', 'c d'];
    await stage.start({ command: stage.program(script), args, env: { GIVEN: 'yes' } }).ended;
    expect(JSON.parse(stage.log())).to.deep.equal([stage.folder, args, 'yes', null]);
  });

  play('is gone, with its folder, once stop has resolved; stopping again changes nothing', async (stage) => {
    const supervised = stage.startScript(RUNS_ON);
    const running = await stage.pid();
    await Promise.all([supervised.stop(), supervised.stop()]);
    expect(isAlive(running)).to.equal(false);
    expect(existsSync(stage.folder)).to.equal(false);
    await supervised.stop();
  });

  play('is killed when it ignores the polite request', async (stage) => {
    const supervised = stage.startScript(IGNORES_POLITENESS);
    const running = await stage.pid();
    await supervised.stop();
    expect(isAlive(running)).to.equal(false);
    expect(stage.log()).to.include('asked to end');
  });

  play('tells how it ended by itself, and its folder stays to be looked at until stop', async (stage) => {
    const supervised = stage.startScript('console.log("out"); console.error("err"); process.exit(3)');
    expect(await supervised.ended).to.equal('exit code 3');
    expect(stage.log()).to.equal('out\nerr\n');
    expect(existsSync(stage.folder)).to.equal(true);
    await supervised.stop();
    expect(existsSync(stage.folder)).to.equal(false);
  });

  play('tells the signal that ended it', async (stage) => {
    const supervised = stage.startScript(RUNS_ON);
    process.kill(await stage.pid(), 'SIGKILL');
    expect(await supervised.ended).to.equal('SIGKILL');
  });

  for (const [mishap, signal] of [
    ['is killed', 'SIGKILL'],
    ['hangs', 'SIGSTOP'],
  ] as const) {
    play(`is gone after stop although its supervisor ${mishap}`, async (stage) => {
      const supervised = stage.startScript(RUNS_ON);
      const running = await stage.pid();
      const [, supervisor] = /below (\d+)/.exec(stage.log()) ?? [];
      process.kill(Number(supervisor), signal);
      if (signal === 'SIGKILL') expect(await supervised.ended).to.include('supervisor ended with SIGKILL');
      await supervised.stop();
      await stage.goneOf(running);
    });
  }

  play('tells why it could not be started', async (stage) => {
    const { ended } = stage.start({ command: join(stage.path, 'absent') });
    expect(await ended).to.include('ENOENT');
  });

  play('leaves nothing behind when its log cannot be written', (stage) => {
    expect(() => stage.start({ command: 'true', logFile: stage.path })).to.throw('EISDIR');
    expect(existsSync(stage.folder)).to.equal(false);
    return Promise.resolve();
  });

  for (const [behaviour, script] of [
    ['that ends when asked', RUNS_ON],
    ['that ignores being asked', IGNORES_POLITENESS],
  ] as const) {
    play(`${behaviour} does not outlive a parent that is killed`, async (stage) => {
      const command = stage.program(script);
      const maker = fileURLToPath(new URL('./orphan-maker.ts', import.meta.url));
      const parent = spawn(process.execPath, ['--import', 'tsx', maker, stage.folder, stage.logFile, command], {
        stdio: 'inherit',
      });
      const running = await stage.pid();
      parent.kill('SIGKILL');
      await stage.goneOf(running);
    });
  }
});
