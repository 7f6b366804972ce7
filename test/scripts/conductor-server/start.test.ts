import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { expect } from 'chai';

import type { ConductorServer, ConductorServerOptions } from '../../../scripts/conductor-server.js';
import { ConductorServerError, startConductorServer } from '../../../scripts/conductor-server.js';
import { HEALTHY_SERVER, isAlive, pidInLog, temporaryFolder, writeServerJvm } from './fakes.js';

describe('starting a server', () => {
  let test: ReturnType<typeof temporaryFolder>;
  let server: ConductorServer | undefined;
  let temporary: string | undefined;
  beforeEach(() => {
    test = temporaryFolder();
    temporary = process.env.TMPDIR;
    mkdirSync(at('tmp'));
    mkdirSync(at('cache'));
    process.env.TMPDIR = at('tmp');
    writeFileSync(at('cache/conductor-server-3.32.3-boot.jar'), '');
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    if (temporary === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = temporary;
    test.remove();
  });

  const at = (...parts: string[]): string => join(test.path, ...parts);

  function options(script: string, more: Partial<ConductorServerOptions> = {}): ConductorServerOptions {
    writeServerJvm(at('jvm'), script);
    const env = {
      JAVA_HOME: at('jvm'),
      PATH: '',
      CONDUCTOR_TEST_SERVER_CACHE: at('cache'),
      OPENAI_API_KEY: 'not for the server',
    };
    return { logFile: at('server.log'), env, ...more };
  }

  async function failure(given: ConductorServerOptions): Promise<unknown> {
    try {
      server = await startConductorServer(given);
    } catch (error) {
      return error;
    }
    throw new Error('the server started');
  }

  const leftovers = (): readonly string[] =>
    readdirSync(at('tmp')).filter((name) => name.startsWith('conductor-server-'));

  it('hands over a healthy server with its URL, version and flags, and removes all of it on stop', async () => {
    server = await startConductorServer(options(HEALTHY_SERVER));
    expect(server.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(server.version).to.equal('3.32.3');
    expect(server.flags).to.include({
      'conductor.file-storage.enabled': 'true',
      'conductor.scheduler.enabled': 'true',
    });
    expect(Object.values(server.flags).join()).not.to.include(test.path);
    expect((await fetch(`${server.url}/health`)).status).to.equal(200);
    const running = pidInLog(server.logFile) ?? NaN;
    expect(isAlive(running)).to.equal(true);
    expect(leftovers()).to.have.length(1);

    await server.stop();
    expect(isAlive(running)).to.equal(false);
    expect(leftovers()).to.deep.equal([]);
  });

  it('keeps all files of the server in one folder, and its settings to itself', async () => {
    const tells = `console.log(JSON.stringify({ args: process.argv.slice(2), key: process.env.OPENAI_API_KEY ?? null, cwd: process.cwd() }));`;
    server = await startConductorServer(options(`${tells}${HEALTHY_SERVER}`));
    const [first = ''] = readFileSync(server.logFile, 'utf8').split('\n');
    const { args, key, cwd } = JSON.parse(first) as { args: string[]; key: unknown; cwd: string };
    expect(key).to.equal(null);
    for (const [name, value] of Object.entries(server.flags)) expect(args).to.include(`--${name}=${value}`);
    expect(args).to.include.members([`-Duser.home=${cwd}`, `-Djava.io.tmpdir=${cwd}`, '--server.address=127.0.0.1']);
    expect(args.find((arg) => arg.startsWith('--spring.datasource.url'))).to.include(`sqlite:${cwd}/`);
    const names = args.filter((arg) => arg.startsWith('--')).map((arg) => arg.split('=')[0]);
    expect(names, 'given twice, the server joins the values and does not start').to.have.length(new Set(names).size);
  });

  it('listens on the port it was told', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    const taken = await failure(options(HEALTHY_SERVER, { port }));
    expect(taken).to.be.instanceOf(ConductorServerError).with.property('message').that.includes(`Port ${port}`);
    probe.close();
    await once(probe, 'close');

    server = await startConductorServer(options(HEALTHY_SERVER, { port }));
    expect(server.url).to.equal(`http://127.0.0.1:${port}`);
  });

  it('shows the end of the log of a server that ends while it starts, and leaves nothing behind', async () => {
    const error = await failure(options(`console.error('APPLICATION FAILED TO START'); process.exit(1);`));
    expect(error).to.be.instanceOf(ConductorServerError);
    expect(error).to.have.property('message').that.includes('exit code 1').and.includes('APPLICATION FAILED TO START');
    expect(leftovers()).to.deep.equal([]);
  });

  it('gives up on a server that does not become healthy in time', async () => {
    const sick = HEALTHY_SERVER.replace('"healthy":true', '"healthy":false');
    const error = await failure(options(sick, { timeoutMs: 1_000 }));
    expect(error).to.be.instanceOf(ConductorServerError);
    expect(error).to.have.property('message').that.includes('not healthy after 1 s').and.includes('pid ');
    expect(isAlive(pidInLog(at('server.log')) ?? NaN)).to.equal(false);
    expect(leftovers()).to.deep.equal([]);
  });

  it('can be called off while the server starts', async () => {
    const controller = new AbortController();
    const reason = new Error('called off');
    const silent = `console.log('pid ' + process.pid); setInterval(() => {}, 1000);`;
    const onProgress = (): void => void setImmediate(() => controller.abort(reason));
    expect(await failure(options(silent, { signal: controller.signal, onProgress }))).to.equal(reason);
    expect(leftovers()).to.deep.equal([]);
  });

  it('tells when a server that was up ends by itself, but not when it is stopped', async () => {
    server = await startConductorServer(options(`${HEALTHY_SERVER}; console.log('last words');`));
    process.kill(pidInLog(server.logFile) ?? NaN, 'SIGKILL');
    expect((await server.crashed).message)
      .to.include('SIGKILL')
      .and.to.include('last words');
    await server.stop();

    server = await startConductorServer(options(HEALTHY_SERVER));
    let crashes = 0;
    void server.crashed.then(() => crashes++);
    await server.stop();
    expect(crashes).to.equal(0);
    expect(existsSync(at('server.log'))).to.equal(true);
  });
});
