import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect } from 'chai';

import { readProgramsOf } from '../readme/markdown-programs.js';
import { PROJECT } from '../structure/module-graph.js';

/** Where the programs are written to be run: ignored by git, and gone afterwards. */
const FOLDER = join(PROJECT, '.cache/testing-guide');

describe('docs/testing.md', () => {
  const programs = readProgramsOf('docs/testing.md');

  before(() => mkdirSync(FOLDER, { recursive: true }));
  after(() => rmSync(FOLDER, { recursive: true }));

  it('has programs', () => {
    expect(programs.map(({ name }) => name)).to.include.members(['workflow', 'waits', 'mocks', 'faults', 'worker']);
  });

  for (const { name, source } of programs) {
    it(`has a program "${name}" whose assertions hold`, async () => {
      const printed: string[] = [];
      const print = console.log;
      const file = join(FOLDER, `${name}.ts`);
      writeFileSync(file, source);
      console.log = (text: unknown) => void printed.push(String(text));
      try {
        await import(pathToFileURL(file).href);
      } finally {
        console.log = print;
      }
      if (name !== 'workflow') return;
      expect(printed.join('\n').replace(/order \S+/, 'order 7f3c…')).to.equal(
        [
          'order 7f3c… COMPLETED after 7d 1m',
          '  +0s  charge       FAILED     0s  "the bank did not answer"',
          '  +1m  charge (2)   COMPLETED  0s',
          '  +1m  cooling_off  COMPLETED  7d',
        ].join('\n'),
      );
    });
  }
});
