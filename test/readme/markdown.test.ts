import { expect } from 'chai';

import { complaintsAbout } from './compile.js';
import { documents, programsOf, readProgramsOf } from './markdown-programs.js';

describe('TypeScript in the documentation', function () {
  this.timeout(60_000);

  it('compiles', () => {
    const programs = documents().flatMap(readProgramsOf);
    expect(programs.map(({ document }) => document)).to.include.members(['README.md', 'docs/client.md']);
    expect(complaintsAbout(programs)).to.deep.equal([]);
  });

  it('would be refused if it did not compile, at its line of the document', () => {
    const markdown = [
      '# Title',
      '',
      '```ts',
      "import { TaskRunner } from 'conductor-typescript';",
      'new TaskRunner({});',
      '```',
    ];
    const [complaint, ...more] = complaintsAbout(programsOf('docs/wrong.md', markdown.join('\n')));
    expect(complaint).to.match(/^docs\/wrong\.md:5: .*workers/);
    expect(more).to.be.empty;
  });

  it('is put together from the blocks of a program', () => {
    const markdown = [
      '<!-- given: declare const a: number; -->',
      '<!-- program: sum -->',
      '```ts',
      'const b = a + 1;',
      '```',
      '```sh',
      'npm test',
      '```',
      '<!-- continues: sum -->',
      '```ts',
      'b.toFixed();',
      '```',
    ];
    const [program, ...more] = programsOf('docs/sum.md', markdown.join('\n'));
    expect(more).to.be.empty;
    expect(program).to.include({ name: 'sum' });
    expect(complaintsAbout(program === undefined ? [] : [program])).to.deep.equal([]);
  });

  it('cannot continue what was not begun', () => {
    expect(() => programsOf('a.md', '<!-- continues: x -->\n```ts\n```')).to.throw('there is no program "x"');
    expect(() => programsOf('a.md', '<!-- program: x -->\n')).to.throw('no TypeScript block follows');
  });
});
