import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import { findOnPath } from '../../scripts/conductor-server/executable.js';
import { until } from '../e2e/support/until.js';
import { HEALTHY_SERVER, isAlive, pidInLog, temporaryFolder, writeServerJvm } from './conductor-server/fakes.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const COMMAND = ['--import', 'tsx', 'scripts/conductor-server.ts'];

describe('npm run server', () => {
  let test: ReturnType<typeof temporaryFolder>;
  let children: ChildProcess[];
  beforeEach(() => {
    test = temporaryFolder();
    children = [];
    mkdirSync(at('tmp'));
    mkdirSync(at('cache'));
    writeFileSync(at('cache/conductor-server-3.32.3-boot.jar'), '');
    writeServerJvm(at('jvm'), HEALTHY_SERVER);
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    // What they had started ends on its own account.
    await until(
      'no files left',
      () => Promise.resolve(leftovers()),
      (seen) => seen.length === 0,
      10_000,
    );
    test.remove();
  });

  const at = (...parts: string[]): string => join(test.path, ...parts);
  const leftovers = (): readonly string[] =>
    readdirSync(at('tmp')).filter((name) => name.startsWith('conductor-server-'));

  interface Run {
    readonly child: ChildProcess;
    readonly stdout: () => string;
    readonly stderr: () => string;
    readonly code: Promise<number | null>;
  }

  function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
    const child = spawn(program, args, {
      cwd: PROJECT,
      env: {
        PATH: process.env.PATH,
        TMPDIR: at('tmp'),
        HOME: at('home'),
        JAVA_HOME: at('jvm'),
        CONDUCTOR_TEST_SERVER_CACHE: at('cache'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    const code = once(child, 'close').then(() => child.exitCode);
    return { child, stdout: () => stdout, stderr: () => stderr, code };
  }

  const server = (args: readonly string[], env?: NodeJS.ProcessEnv): Run =>
    run(process.execPath, [...COMMAND, ...args], env);

  async function untilUp({ stdout, stderr }: Run): Promise<number> {
    await until(
      'the URL',
      () => Promise.resolve([stdout(), stderr()]),
      ([out]) => out?.includes('http://') === true,
      15_000,
    );
    return pidInLog(at('server.log')) ?? NaN;
  }

  const untilGone = (pid: number): Promise<unknown> =>
    until(
      'the server gone',
      () => Promise.resolve(isAlive(pid)),
      (seen) => !seen,
      10_000,
    );

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`prints the URL and nothing else to the standard output, and ends well on ${signal}`, async () => {
      const running = server(['--log', at('server.log')]);
      const pid = await untilUp(running);
      expect(running.stdout()).to.match(/^http:\/\/127\.0\.0\.1:\d+\n$/);
      expect((await fetch(`${running.stdout().trim()}/health`)).status).to.equal(200);
      running.child.kill(signal);
      expect(await running.code).to.equal(0);
      expect(isAlive(pid)).to.equal(false);
      expect(leftovers()).to.deep.equal([]);
    });
  }

  it('fails with the end of the log when the server ends by itself', async () => {
    const running = server(['--log', at('server.log')]);
    process.kill(await untilUp(running), 'SIGKILL');
    expect(await running.code).to.equal(1);
    expect(running.stderr()).to.include('ended by itself: SIGKILL').and.not.to.include('    at ');
  });

  it('ends with the process that started it, though that one is killed', async () => {
    const starter = `require('node:child_process').spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' })`;
    const running = run(process.execPath, ['-e', starter, '--', ...COMMAND, '--log', at('server.log')]);
    const pid = await untilUp(running);
    running.child.kill('SIGKILL');
    await untilGone(pid);
  });

  it('ends with npm, though npm is killed and its shell goes on', async function () {
    if (findOnPath('ps', process.env.PATH) === undefined) this.skip();
    const script = `${process.execPath} ${COMMAND.join(' ')} --log ${at('server.log')}`;
    // Followed by a second command, the shell does not turn into the first.
    const npm = `require('node:child_process').spawn('sh', ['-c', process.argv[1] + '; true'], { stdio: 'inherit' })`;
    const running = run(process.execPath, ['-e', npm, '--', script], { npm_lifecycle_script: script });
    const pid = await untilUp(running);
    running.child.kill('SIGKILL');
    await untilGone(pid);
  });

  it('says in one line what to install when there is no Maven', async () => {
    const { code, stderr, stdout } = server(['--version', '3.32.1'], { PATH: at('nowhere') });
    expect(await code).to.equal(1);
    expect(stdout()).to.equal('');
    expect(stderr()).to.match(/^The Conductor server 3\.32\.1 is fetched with Maven.*CONDUCTOR_TEST_SERVER_URL.*\n$/);
  });

  for (const [args, message] of [
    [['--port', 'many'], '--port must be a number from 1 to 65535, not "many"'],
    [['--version', 'newest'], '"newest" is not a version'],
    [['--prot', '1'], "Unknown option '--prot'"],
  ] as const) {
    it(`refuses ${args.join(' ')} and starts nothing`, async () => {
      const { code, stderr, stdout } = server(args);
      expect(await code).to.equal(1);
      expect(stderr()).to.include(message).and.not.to.include('    at ');
      expect(stdout()).to.equal('');
    });
  }

  it('explains itself', async () => {
    const { code, stdout } = server(['--help']);
    expect(await code).to.equal(0);
    expect(stdout()).to.include('--version').and.to.include('--port').and.to.include('--log');
  });
});
