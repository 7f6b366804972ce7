import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { loadPeer, loadPeerIfInstalled } from '../../../plugins/shared/load-peer.js';

/** What a function throws. */
function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('it throws nothing');
}

describe('the peer of a plugin', () => {
  let folder: string;
  /** A package in a folder of its own, by the path that it is loaded by. */
  function peer(name: string, files: Readonly<Record<string, string>>): string {
    const path = join(folder, name);
    mkdirSync(path);
    for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
    return path;
  }
  before(() => (folder = mkdtempSync(join(tmpdir(), 'peer-'))));
  after(() => rmSync(folder, { recursive: true }));

  for (const [name, load] of [
    ['loadPeer', (path: string) => loadPeer('page', path)],
    ['loadPeerIfInstalled', loadPeerIfInstalled],
  ] as const) {
    describe(`by ${name}`, () => {
      it('is what the package exports', () => {
        expect(load('prom-client')).to.have.property('Registry');
        expect(load(peer(`${name}-good`, { 'index.js': 'exports.answer = 42;' }))).to.deep.equal({ answer: 42 });
      });

      it('that throws while it is loaded fails with its own error', () => {
        const path = peer(`${name}-throws`, { 'index.js': 'throw new TypeError("no such option");' });
        expect(thrownBy(() => load(path))).to.have.property('message', 'no such option');
      });

      it('that misses a package of its own is not taken for missing itself', () => {
        const path = peer(`${name}-incomplete`, { 'index.js': 'require("no-such-package-of-the-peer");' });
        const error = thrownBy(() => load(path));
        expect(error).to.have.property('code', 'MODULE_NOT_FOUND');
        expect(error).to.have.property('message').that.contains("'no-such-package-of-the-peer'");
        expect(error).to.have.property('message').that.does.not.contain('npm install');
      });

      it('whose files are not there is not taken for missing', () => {
        const path = peer(`${name}-empty`, { 'package.json': '{ "main": "./lost.js" }' });
        const error = thrownBy(() => load(path));
        expect(error).to.have.property('message').that.contains('lost.js').and.does.not.contain('npm install');
      });

      it('that is written in a way that does not parse fails with that', () => {
        const path = peer(`${name}-garbled`, { 'index.js': 'exports.answer = ;' });
        expect(thrownBy(() => load(path))).to.be.instanceOf(SyntaxError);
      });
    });
  }

  it('that is missing is one error that names plugin and package', () => {
    for (const missing of ['no-such-peer', '@no-such/peer']) {
      const error = thrownBy(() => loadPeer('page', missing));
      expect(error).to.be.instanceOf(Error);
      expect(error).to.have.property(
        'message',
        `the page plugin needs the package ${missing}, which is not installed: npm install ${missing}`,
      );
      expect(error).to.have.nested.property('cause.code', 'MODULE_NOT_FOUND');
    }
  });

  it('that is missing and can be done without is undefined', () => {
    expect(loadPeerIfInstalled('no-such-peer')).to.equal(undefined);
    expect(loadPeerIfInstalled('@no-such/peer')).to.equal(undefined);
  });
});
