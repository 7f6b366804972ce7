import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import { findOnPath } from '../../scripts/conductor-server/executable.js';
import { until } from '../e2e/support/until.js';
import { testsAtOnce } from '../support/tests-at-once.js';
import { HEALTHY_SERVER, isAlive, pidInLog, temporaryFolder, writeServerJvm } from './conductor-server/fakes.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const COMMAND = ['--import', 'tsx', 'scripts/conductor-server.ts'];

interface Run {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly code: Promise<number | null>;
}

/** A folder with a JVM in it that runs a server at once, and what is started there. */
class Stage {
  readonly #test = temporaryFolder();
  readonly #children: ChildProcess[] = [];

  constructor() {
    mkdirSync(this.at('tmp'));
    mkdirSync(this.at('cache'));
    writeFileSync(this.at('cache/conductor-server-3.32.3-boot.jar'), '');
    writeServerJvm(this.at('jvm'), HEALTHY_SERVER);
  }

  at(...parts: string[]): string {
    return join(this.#test.path, ...parts);
  }

  leftovers(): readonly string[] {
    return readdirSync(this.at('tmp')).filter((name) => name.startsWith('conductor-server-'));
  }

  run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
    const child = spawn(program, args, {
      cwd: PROJECT,
      env: {
        PATH: process.env.PATH,
        TMPDIR: this.at('tmp'),
        HOME: this.at('home'),
        JAVA_HOME: this.at('jvm'),
        CONDUCTOR_TEST_SERVER_CACHE: this.at('cache'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.push(child);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    const code = once(child, 'close').then(() => child.exitCode);
    return { child, stdout: () => stdout, stderr: () => stderr, code };
  }

  server(args: readonly string[], env?: NodeJS.ProcessEnv): Run {
    return this.run(process.execPath, [...COMMAND, ...args], env);
  }

  /** The process id of the server, once it is up. */
  async untilUp({ stdout, stderr }: Run): Promise<number> {
    await until(
      'the URL',
      () => Promise.resolve([stdout(), stderr()]),
      ([out]) => out?.includes('http://') === true,
      15_000,
    );
    return pidInLog(this.at('server.log')) ?? NaN;
  }

  async clear(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    // What they had started ends on its own account.
    await until(
      'no files left',
      () => Promise.resolve(this.leftovers()),
      (seen) => seen.length === 0,
      10_000,
    );
    this.#test.remove();
  }
}

const untilGone = (pid: number): Promise<unknown> =>
  until(
    'the server gone',
    () => Promise.resolve(isAlive(pid)),
    (seen) => !seen,
    10_000,
  );

describe('npm run server', () => {
  const test = testsAtOnce();
  const play = (name: string, perform: (stage: Stage) => Promise<void>): void =>
    test(name, async () => {
      const stage = new Stage();
      await perform(stage).finally(() => stage.clear());
    });
  const hasPs = findOnPath('ps', process.env.PATH) !== undefined;
  const skipped: typeof play = (name) => void it.skip(name);

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    play(`prints the URL and nothing else to the standard output, and ends well on ${signal}`, async (stage) => {
      const running = stage.server(['--log', stage.at('server.log')]);
      const pid = await stage.untilUp(running);
      expect(running.stdout()).to.match(/^http:\/\/127\.0\.0\.1:\d+\n$/);
      expect((await fetch(`${running.stdout().trim()}/health`)).status).to.equal(200);
      running.child.kill(signal);
      expect(await running.code).to.equal(0);
      expect(isAlive(pid)).to.equal(false);
      expect(stage.leftovers()).to.deep.equal([]);
    });
  }

  play('fails with the end of the log when the server ends by itself', async (stage) => {
    const running = stage.server(['--log', stage.at('server.log')]);
    process.kill(await stage.untilUp(running), 'SIGKILL');
    expect(await running.code).to.equal(1);
    expect(running.stderr()).to.include('ended by itself: SIGKILL').and.not.to.include('    at ');
  });

  play('ends with the process that started it, though that one is killed', async (stage) => {
    const starter = `require('node:child_process').spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' })`;
    const running = stage.run(process.execPath, ['-e', starter, '--', ...COMMAND, '--log', stage.at('server.log')]);
    const pid = await stage.untilUp(running);
    running.child.kill('SIGKILL');
    await untilGone(pid);
  });

  (hasPs ? play : skipped)('ends with npm, though npm is killed and its shell goes on', async (stage) => {
    const script = `${process.execPath} ${COMMAND.join(' ')} --log ${stage.at('server.log')}`;
    // Followed by a second command, the shell does not turn into the first.
    const npm = `require('node:child_process').spawn('sh', ['-c', process.argv[1] + '; true'], { stdio: 'inherit' })`;
    const running = stage.run(process.execPath, ['-e', npm, '--', script], { npm_lifecycle_script: script });
    const pid = await stage.untilUp(running);
    running.child.kill('SIGKILL');
    await untilGone(pid);
  });

  play('says in one line what to install when there is no Maven', async (stage) => {
    const { code, stderr, stdout } = stage.server(['--version', '3.32.1'], { PATH: stage.at('nowhere') });
    expect(await code).to.equal(1);
    expect(stdout()).to.equal('');
    expect(stderr()).to.match(/^The Conductor server 3\.32\.1 is fetched with Maven.*CONDUCTOR_TEST_SERVER_URL.*\n$/);
  });

  for (const [args, message] of [
    [['--port', 'many'], '--port must be a number from 1 to 65535, not "many"'],
    [['--version', 'newest'], '"newest" is not a version'],
    [['--prot', '1'], "Unknown option '--prot'"],
  ] as const) {
    play(`refuses ${args.join(' ')} and starts nothing`, async (stage) => {
      const { code, stderr, stdout } = stage.server(args);
      expect(await code).to.equal(1);
      expect(stderr()).to.include(message).and.not.to.include('    at ');
      expect(stdout()).to.equal('');
    });
  }

  play('explains itself', async (stage) => {
    const { code, stdout } = stage.server(['--help']);
    expect(await code).to.equal(0);
    expect(stdout()).to.include('--version').and.to.include('--port').and.to.include('--log');
  });
});
