import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { ConductorServerError } from '../../../scripts/conductor-server/error.js';
import type { JavaSearch } from '../../../scripts/conductor-server/java.js';
import { findJava } from '../../../scripts/conductor-server/java.js';
import { temporaryFolder, writeExecutable, writeJvm } from './fakes.js';

describe('finding a JVM for the server', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => folder.remove());

  const at = (...parts: string[]): string => join(folder.path, ...parts);

  async function failure(search: JavaSearch): Promise<string> {
    try {
      await findJava(search);
    } catch (error) {
      if (error instanceof ConductorServerError) return error.message;
      throw error;
    }
    throw new Error('a JVM was found');
  }

  it('prefers JAVA_HOME to PATH, and PATH to the usual folders', async () => {
    const ofHome = writeJvm(at('home'), '21.0.1');
    const ofPath = writeJvm(at('path'), '22.0.1');
    const usual = writeJvm(at('jvm/some'), '23');
    const folders = [at('jvm')];

    const env = { JAVA_HOME: at('home'), PATH: at('path/bin') };
    expect(await findJava({ env, folders })).to.deep.equal({ executable: ofHome, version: '21.0.1', major: 21 });
    expect((await findJava({ env: { PATH: at('path/bin') }, folders })).executable).to.equal(ofPath);
    expect((await findJava({ env: { JAVA_HOME: '', PATH: '' }, folders })).executable).to.equal(usual);
  });

  it('passes over a JVM that is too old, however its version is written', async () => {
    writeJvm(at('home'), '1.8.0_402');
    writeJvm(at('path'), '17.0.15');
    const early = writeJvm(at('jvm/early'), '25-ea');

    const java = await findJava({ env: { JAVA_HOME: at('home'), PATH: at('path/bin') }, folders: [at('jvm')] });
    expect(java).to.deep.equal({ executable: early, version: '25-ea', major: 25 });
  });

  it('finds a JVM in the layout of macOS', async () => {
    const java = writeJvm(at('JavaVirtualMachines/temurin-21.jdk/Contents/Home'), '21.0.4');
    expect((await findJava({ env: {}, folders: [at('JavaVirtualMachines')] })).executable).to.equal(java);
  });

  it('chooses the same JVM of a folder every time', async () => {
    for (const name of ['c-21', 'a-17', 'b-21']) writeJvm(at('jvm', name), name.slice(2));
    expect((await findJava({ env: {}, folders: [at('jvm')] })).executable).to.equal(at('jvm/b-21/bin/java'));
  });

  it('passes over what is called java but cannot run or does not tell its version', async () => {
    mkdirSync(at('home/bin/java'), { recursive: true });
    writeExecutable(at('path/java'), '#!/bin/sh\necho "no runtime present" >&2; exit 1\n');
    const good = writeJvm(at('jvm/good'), '21');
    const search = { env: { JAVA_HOME: at('home'), PATH: at('path') }, folders: [at('jvm')] };
    expect((await findJava(search)).executable).to.equal(good);
  });

  it('names each JVM that does not do, what to install, and the way without', async () => {
    const old = writeJvm(at('home'), '17.0.15');
    const broken = writeExecutable(at('path/java'), '#!/bin/sh\nexit 1\n');
    const message = await failure({ env: { JAVA_HOME: at('home'), PATH: at('path') }, folders: [] });
    expect(message).to.include(`${old} (Java 17.0.15)`);
    expect(message).to.include(`${broken} (does not tell its version)`);
    expect(message)
      .to.include('Java 21 or newer')
      .and.to.include('JAVA_HOME')
      .and.to.include('CONDUCTOR_TEST_SERVER_URL');
  });

  it('says so when there is no Java at all', async () => {
    expect(await failure({ env: { PATH: at('nowhere') }, folders: [at('neither')] })).to.include('found no Java.');
  });
});
