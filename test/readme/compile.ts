import { join } from 'node:path';
import ts from 'typescript';

import { PROJECT } from '../structure/module-graph.js';
import type { MarkdownProgram } from './markdown-programs.js';

/** Compiles the programs against this checkout, in memory. What the compiler has against them, as `docs/client.md:12: …`. */
export function complaintsAbout(programs: readonly MarkdownProgram[]): readonly string[] {
  const files = new Map(programs.map((program) => [fileOf(program), program]));
  const config: unknown = ts.readConfigFile(join(PROJECT, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, PROJECT);
  // Examples may leave a variable unused, for brevity.
  const lenient = { ...options, noUnusedLocals: false, noUnusedParameters: false };
  const onDisk = ts.createCompilerHost(lenient);
  const host: ts.CompilerHost = {
    ...onDisk,
    fileExists: (path) => files.has(path) || onDisk.fileExists(path),
    getSourceFile: (path, target, ...rest) => {
      const inMemory = files.get(path);
      return inMemory === undefined
        ? onDisk.getSourceFile(path, target, ...rest)
        : ts.createSourceFile(path, inMemory.source, target);
    },
  };
  const program = ts.createProgram([...files.keys()], lenient, host);
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
