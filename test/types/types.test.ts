import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

import { createProgram } from '../structure/program.js';

/*
 * Compiles the files of both folders in one program, with the options of tsconfig.json. Those in must-compile may have no error. Those
 * in must-not-compile have exactly one; their first line says of what: `// error: part of the compiler's message`.
 */

function filesIn(folder: string): string[] {
  const path = fileURLToPath(new URL(`${folder}/`, import.meta.url));
  return readdirSync(path)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => path + name);
}

function expectedError(file: string): string {
  const [, text] = /^\/\/ error: (.+)/.exec(readFileSync(file, 'utf8')) ?? [];
  if (text === undefined) throw new Error(`${file} must begin with a line "// error: …"`);
  return text.trim();
}

describe('the public types', function () {
  // Half of it is reading the compiler's own libraries; slow machines take their time.
  this.timeout(60_000);

  const good = filesIn('must-compile');
  const bad = filesIn('must-not-compile');
  let program: ts.Program;

  before(() => {
    program = createProgram([...good, ...bad]);
  });

  /** Where and what, one line each. */
  function errorsIn(file: string): string[] {
    const source = program.getSourceFile(file);
    if (source === undefined) throw new Error(`${file} was not compiled`);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((diagnostic) => {
      const { line } = source.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
      return `line ${line + 1}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
    });
  }

  const nameOf = (file: string) => file.slice(file.lastIndexOf('/') + 1, -'.ts'.length).replaceAll('-', ' ');

  describe('allow', () => {
    for (const file of good) {
      it(nameOf(file), () => {
        expect(errorsIn(file)).to.deep.equal([]);
      });
    }
  });

  describe('refuse', () => {
    for (const file of bad) {
      it(nameOf(file), () => {
        const errors = errorsIn(file);
        expect(errors, errors.join('\n')).to.have.length(1);
        expect(errors[0]).to.contain(expectedError(file));
      });
    }
  });
});
