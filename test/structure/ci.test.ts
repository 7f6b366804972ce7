import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { expect } from 'chai';

import { PROJECT } from './module-graph.js';

/** Stands in for npm: prints what mocha would, and behaves as the case of the command's name says. */
const NPM = `#!/bin/sh
case "$*" in
  test) echo '  ✔ prints 7 passing'; echo; echo '  12 passing (3s)'; echo '  2 pending'; ;;
  'run test:e2e') echo; echo '  30 passing (1m)'; ;;
  'run test:browser') echo; echo '  3 passing (4s)'; ;;
  'run test:package') echo; echo '  5 passing (900ms)'; ;;
esac
`;

describe('.ci/run', function () {
  // Each step costs a few processes.
  this.timeout(60_000);

  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'conductor-ci-'));
    mkdirSync(join(folder, '.ci'));
    copyFileSync(join(PROJECT, '.ci/run'), join(folder, '.ci/run'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs it with the stand-in, to which a case may be added. */
  function start(extraCase = '') {
    const npm = join(folder, 'npm');
    writeFileSync(
      npm,
      NPM.replace('case "$*" in\n', (line) => `${line}${extraCase}\n`),
    );
    chmodSync(npm, 0o755);
    // There, so that nothing is installed.
    copyFileSync(npm, join(folder, 'chromium'));
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` };
    const child = spawn(join(folder, '.ci/run'), { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const ended = once(child, 'close').then(([code]: unknown[]) => ({ code, lines: output.trimEnd().split('\n') }));
    return { child, ended, seen: () => output };
  }

  it('ends with the sum of what mocha counted', async () => {
    const { code, lines } = await start().ended;
    expect(lines.at(-1)).to.equal('50 passed, 0 failed');
    expect(lines).to.satisfy((all: string[]) => all.some((line) => /^ok +tests: 12 passed, 2 pending/.test(line)));
    expect(code).to.equal(0);
  });

  it('counts what fails in whatever way, and goes on with the rest', async () => {
    const cases = [
      "test) echo '  10 passing (3s)'; echo '  3 failing'; exit 3; ;;",
      "'run lint') echo 'an error'; exit 1; ;;",
      // Killed before it could count.
      "'run test:e2e') echo '  ✔ one'; kill -9 $$; ;;",
      // No test was found.
      "'run test:package') echo '  0 passing (1ms)'; ;;",
    ];
    const { code, lines } = await start(cases.join('\n')).ended;
    expect(lines.filter((line) => line.startsWith('FAILED')).map((line) => line.replace(/, \d+ s$/, ''))).to.deep.equal(
      [
        'FAILED  tests: 10 passed, 3 failed, exit code 3',
        'FAILED  lint: exit code 1',
        'FAILED  end to end on a real server: 0 passed, 1 failed, ended by SIGKILL',
        'FAILED  packed package: 0 passed, 1 failed, no test ran',
      ],
    );
    expect(lines.at(-1)).to.equal('13 passed, 6 failed');
    expect(code).to.equal(1);
  });

  it('tells at its end what failed, for whoever sees no more than that', async () => {
    const failure = "echo '  1 failing'; echo; echo '  1) a page'; echo '       is shown:'; exit 1";
    const { lines } = await start(`'run test:browser') echo '  2 passing (1s)'; ${failure}; ;;`).ended;
    const end = lines.slice(lines.indexOf('--- dashboard in a browser'));
    expect(end.slice(0, 4)).to.deep.equal([
      '--- dashboard in a browser',
      '  1 failing',
      '  1) a page',
      '       is shown:',
    ]);
    expect(end.at(-1)).to.equal('49 passed, 1 failed');
  });

  it('takes a benchmark that misses its goal for information only', async () => {
    const { code, lines } = await start("'run bench '*) exit 1; ;;").ended;
    expect(lines.at(-1)).to.equal('50 passed, 0 failed');
    expect(lines).to.satisfy((all: string[]) => all.some((line) => line.startsWith('info    benchmark: exit code 1')));
    expect(code).to.equal(0);
  });

  it('tells what it has when it is interrupted', async () => {
    const { child, ended, seen } = start("'run lint') echo 'now'; sleep 50; ;;");
    while (!/^now$/m.test(seen())) await once(child.stdout, 'data');
    child.kill('SIGTERM');
    const { code, lines } = await ended;
    expect(lines.at(-1)).to.equal('12 passed, 1 failed');
    expect(code).to.equal(1);
  });
});
