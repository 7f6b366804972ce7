import { join } from 'node:path';
import ts from 'typescript';

import { PROJECT } from './module-graph.js';

const configHost: ts.ParseConfigFileHost = {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
    throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
  },
};

let projectOptions: ts.CompilerOptions | undefined;

/** What was parsed, by path: the compiler's own libraries and the generated clients are most of every program here, and do not change. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * Compiles files of this checkout with the options of `tsconfig.json`, and emits nothing.
 *
 * @param files their full paths
 * @param changes options that differ. Only such as concern what the compiler complains of: parsed files are shared between programs
 * @param inMemory texts of files that do not exist, by full path
 */
export function createProgram(
  files: readonly string[],
  changes: Pick<ts.CompilerOptions, 'types' | 'noUnusedLocals' | 'noUnusedParameters'> = {},
  inMemory: ReadonlyMap<string, string> = new Map(),
): ts.Program {
  projectOptions ??= ts.getParsedCommandLineOfConfigFile(join(PROJECT, 'tsconfig.json'), {}, configHost)?.options;
  if (projectOptions === undefined) throw new Error('tsconfig.json cannot be read');
  const options = { ...projectOptions, noEmit: true, ...changes };
  const onDisk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...onDisk,
    fileExists: (path) => inMemory.has(path) || onDisk.fileExists(path),
    getSourceFile: (path, target, ...rest) => {
      const text = inMemory.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, target);
      if (!parsed.has(path)) parsed.set(path, onDisk.getSourceFile(path, target, ...rest));
      return parsed.get(path);
    },
  };
  return ts.createProgram(files, options, host);
}
