import { join } from 'node:path';
import ts from 'typescript';

import { PROJECT } from '../structure/module-graph.js';
import { createProgram } from '../structure/program.js';
import type { MarkdownProgram } from './markdown-programs.js';

/** Compiles the programs against this checkout, in memory. What the compiler has against them, as `docs/client.md:12: …`. */
export function complaintsAbout(programs: readonly MarkdownProgram[]): readonly string[] {
  const files = new Map(programs.map((program) => [fileOf(program), program]));
  const texts = new Map([...files].map(([path, { source }]) => [path, source]));
  // Examples may leave a variable unused, for brevity.
  const program = createProgram([...files.keys()], { noUnusedLocals: false, noUnusedParameters: false }, texts);
  return [...files].flatMap(([path, { document }]) => {
    const file = program.getSourceFile(path);
    if (file === undefined) throw new Error(`${path} was not compiled`);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map((diagnostic) => {
      const line = file.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line + 1;
      return `${document}:${line}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
    });
  });
}

/** No such file exists; it stands where `node_modules` is found from. */
function fileOf({ document, name }: MarkdownProgram): string {
  return join(PROJECT, `${document}.${name.replace(/\W/g, '-')}.ts`);
}
