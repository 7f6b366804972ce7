import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import type { ArtifactRequest } from '../../../scripts/conductor-server/artifact.js';
import { serverJar } from '../../../scripts/conductor-server/artifact.js';
import { temporaryFolder, writeExecutable, writeProgram } from './fakes.js';

const WRITES_THE_JAR = `
  const [, folder] = /-DoutputDirectory=(.*)/.exec(process.argv.find((arg) => arg.startsWith('-DoutputDirectory')));
  require('node:fs').writeFileSync(folder + '/as-maven-names-it.jar', JSON.stringify({
    args: process.argv.slice(2), cwd: process.cwd(), javaHome: process.env.JAVA_HOME }));
`;

describe('getting the jar of the server', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let progress: string[];
  beforeEach(() => {
    folder = temporaryFolder();
    progress = [];
  });
  afterEach(() => folder.remove());

  const at = (...parts: string[]): string => join(folder.path, ...parts);

  function request(version: string, env: NodeJS.ProcessEnv = {}): ArtifactRequest {
    return {
      version,
      env: { PATH: at('bin'), CONDUCTOR_TEST_SERVER_CACHE: at('cache'), ...env },
      java: { executable: at('jvm/bin/java'), version: '21', major: 21 },
      onProgress: (line) => progress.push(line),
    };
  }

  async function failure(version: string, env?: NodeJS.ProcessEnv): Promise<string> {
    const outcome = await serverJar(request(version, env)).catch((error: unknown) => error);
    if (outcome instanceof Error) return outcome.message;
    throw new Error(`a jar was delivered: ${String(outcome)}`);
  }

  it('asks Maven for the executable jar, away from any project, and keeps it for the next time', async () => {
    const maven = writeProgram(at('bin/mvn'), WRITES_THE_JAR);
    const jar = await serverJar(request('3.32.3'));
    expect(jar).to.equal(at('cache/conductor-server-3.32.3-boot.jar'));
    const { args, cwd } = JSON.parse(readFileSync(jar, 'utf8')) as { args: string[]; cwd: string };
    expect(args)
      .to.include('dependency:copy')
      .and.to.include('-Dartifact=org.conductoross:conductor-server:3.32.3:jar:boot');
    expect(cwd).to.match(/^.*\/cache\/\.incoming-/);
    expect(progress).to.have.length(1);

    writeExecutable(maven, '#!/bin/sh\nexit 1\n');
    expect(await serverJar(request('3.32.3'))).to.equal(jar);
    expect(readdirSync(at('cache'))).to.deep.equal(['conductor-server-3.32.3-boot.jar']);
  });

  it('lends Maven the JVM that was found only where the environment has none', async () => {
    writeProgram(at('bin/mvn'), WRITES_THE_JAR);
    const javaHomeFor = async (version: string, env?: NodeJS.ProcessEnv): Promise<unknown> =>
      (JSON.parse(readFileSync(await serverJar(request(version, env)), 'utf8')) as { javaHome?: string }).javaHome;

    expect(await javaHomeFor('1.0.0')).to.equal(at('jvm'));
    expect(await javaHomeFor('2.0.0', { JAVA_HOME: '/their/own' })).to.equal('/their/own');
    writeExecutable(at('bin/java'), '#!/bin/sh\n');
    expect(await javaHomeFor('3.0.0')).to.equal(undefined);
  });

  it('puts the cache where XDG_CACHE_HOME says', async () => {
    writeProgram(at('bin/mvn'), WRITES_THE_JAR);
    const jar = await serverJar(request('3.32.3', { CONDUCTOR_TEST_SERVER_CACHE: '', XDG_CACHE_HOME: at('xdg') }));
    expect(jar).to.equal(at('xdg/conductor-typescript/conductor-server-3.32.3-boot.jar'));
  });

  it('leaves nothing in the cache when Maven fails halfway, and passes on its words', async () => {
    writeProgram(
      at('bin/mvn'),
      `${WRITES_THE_JAR}; console.log('[ERROR] Could not find artifact'); process.exitCode = 1;`,
    );
    const message = await failure('9.9.9');
    expect(message).to.include('conductor-server:9.9.9').and.to.include('Could not find artifact');
    expect(message).to.include('CONDUCTOR_TEST_SERVER_URL');
    expect(readdirSync(at('cache'))).to.deep.equal([]);
  });

  it('does not believe Maven that it succeeded when there is no jar', async () => {
    writeExecutable(at('bin/mvn'), '#!/bin/sh\nexit 0\n');
    expect(await failure('3.32.3')).to.include('no jar of Conductor server 3.32.3');
  });

  it('ends Maven and leaves nothing in the cache when it is called off', async () => {
    writeProgram(at('bin/mvn'), `${WRITES_THE_JAR}; setInterval(() => {}, 1000);`);
    const controller = new AbortController();
    const getting = serverJar({
      ...request('3.32.3'),
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect(await getting.catch((error: unknown) => error)).to.have.property('name', 'AbortError');
    expect(readdirSync(at('cache'))).to.deep.equal([]);
  });

  it('says what to install when there is no Maven, and names the way without', async () => {
    const message = await failure('3.32.3');
    expect(message)
      .to.include('no mvn in PATH')
      .and.to.include('Install Maven')
      .and.to.include('CONDUCTOR_TEST_SERVER_URL');
  });

  for (const version of ['', 'latest', '../3.32.3', '3.32.3:jar', '3.32.3 -X']) {
    it(`refuses "${version}" as a version before anything is run`, async () => {
      expect(await failure(version)).to.include(`"${version}" is not a version`);
    });
  }
});
