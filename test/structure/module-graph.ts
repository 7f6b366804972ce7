import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The project's folder. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** One import, re-export or `import()` of a file. */
export interface Import {
  /** As written: `./slots.js`, `undici`. */
  readonly specifier: string;
  /**
   * - `type`: gone at run time;
   * - `static`: evaluated whenever the importing file is. `import { type X } from` is one, since the compiler keeps the bare import;
   * - `dynamic`: `import('…')`.
   */
  readonly kind: 'type' | 'static' | 'dynamic';
}

/** Source files by path from the project's folder, with `/`. */
export type Sources = ReadonlyMap<string, string>;

/** The TypeScript files of some of the project's folders; a folder that does not exist has none. */
export function readSources(folders: readonly string[]): Sources {
  const sources = new Map<string, string>();
  for (const folder of folders) {
    if (!existsSync(join(PROJECT, folder))) continue;
    for (const entry of readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.[cm]?ts$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      sources.set(posix.relative(PROJECT, path), readFileSync(path, 'utf8'));
    }
  }
  return sources;
}

/** Every import of a file, in the order of the source. */
export function importsOf(path: string, source: string): readonly Import[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const add = (specifier: ts.Node, kind: Import['kind']): void => {
    imports.push({ specifier: ts.isStringLiteralLike(specifier) ? specifier.text : specifier.getText(), kind });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ? 'type' : 'static');
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      add(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'static');
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node.moduleReference.expression, node.isTypeOnly ? 'type' : 'static');
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, 'type');
    } else if (ts.isCallExpression(node) && isRuntimeImport(node.expression) && node.arguments[0] !== undefined) {
      add(node.arguments[0], 'dynamic');
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return imports;
}

function isRuntimeImport(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
}

/** The project's file that a relative import means; a package's name as it is. */
export function targetOf(importer: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return posix.join(posix.dirname(importer), specifier).replace(/\.js$/, '.ts');
}
