import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const SOURCES = ['src', 'generated', 'plugins', 'bench'];

/**
 * Compiles what is measured to what users run: the same JavaScript that the package contains, without checking types. A loader that
 * compiles on the way adds code of its own to functions, which would be measured along.
 *
 * @param root the project's folder
 * @returns the folder of the compiled benchmark. It lies within the project, so that packages are found from there.
 */
export async function compile(root: string): Promise<string> {
  const out = join(root, '.cache', 'bench');
  const compilerOptions = readCompilerOptions(root);
  await rm(out, { recursive: true, force: true });
  for (const folder of SOURCES) {
    for (const file of await filesBelow(join(root, folder))) {
      const { outputText } = ts.transpileModule(await readFile(file, 'utf8'), { compilerOptions, fileName: file });
      const target = join(out, relative(root, file)).replace(/\.ts$/, '.js');
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, outputText);
    }
  }
  await writeFile(join(out, 'package.json'), '{ "type": "module" }\n');
  return join(out, 'bench');
}

function readCompilerOptions(root: string): ts.CompilerOptions {
  const read = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  if (read.error !== undefined) throw new Error(ts.flattenDiagnosticMessageText(read.error.messageText, '\n'));
  const config: unknown = read.config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  // Each file is compiled alone, where NodeNext would not see the package.json that makes it a module.
  return { ...options, module: ts.ModuleKind.ESNext, noEmit: false, declaration: false };
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map(({ parentPath, name }) => join(parentPath, name));
}
