import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import ts from 'typescript';

/** Every module that is loaded along with `entry`, with the packages and Node modules that are imported statically and not as types. */
function staticImports(entry: URL): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const queue = [entry];
  for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
    const path = fileURLToPath(url).replace(/\.js$/, '.ts');
    if (found.has(path)) continue;
    const foreign: string[] = [];
    found.set(path, foreign);
    // As the runtime sees it: types are gone.
    const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
    });
    for (const { fileName } of ts.preProcessFile(outputText, true).importedFiles) {
      const isDynamic = new RegExp(`import\\(['"]${fileName}['"]\\)`).test(outputText);
      if (fileName.startsWith('.')) queue.push(new URL(fileName, url));
      else if (!isDynamic) foreign.push(fileName);
    }
  }
  return found;
}

describe('the client', () => {
  it('loads where there is no Node: nothing of it imports node: modules or undici but when it is needed', () => {
    const modules = staticImports(new URL('../../src/client/create-conductor-client.js', import.meta.url));
    expect(modules.size).to.be.above(30);
    expect([...modules.keys()].some((path) => path.endsWith('pool-transport.ts'))).to.equal(true);
    const foreign = [...modules].flatMap(([path, imports]) => imports.map((name) => `${path}: ${name}`));
    expect(foreign).to.deep.equal([]);
  });
});
