import { join } from 'node:path';
import ts from 'typescript';

import { PROJECT } from './module-graph.js';
import { createProgram } from './program.js';

/** What an entry point of the package exports. */
export interface PublicSurface {
  /** What we wrote, one line each: kind, name, and the members where it has some. */
  readonly own: readonly string[];
  /** Names whose declaration is generated. */
  readonly generated: ReadonlySet<string>;
  /** What `generated/index.ts` exports. */
  readonly generatedIndex: ReadonlySet<string>;
}

/** Reads entry points as the compiler sees them, in one program. */
export function readPublicSurfaces<Name extends string>(
  entries: Readonly<Record<Name, string>>,
): Readonly<Record<Name, PublicSurface>> {
  const paths = Object.entries<string>(entries);
  const program = createProgram(
    paths.map(([, path]) => join(PROJECT, path)),
    { types: ['node'] },
  );
  const checker = program.getTypeChecker();
  const surfaces = paths.map(([name, path]) => [name, surfaceOf(program, checker, path)] as const);
  return Object.fromEntries(surfaces) as Record<Name, PublicSurface>;
}

function surfaceOf(program: ts.Program, checker: ts.TypeChecker, path: string): PublicSurface {
  const exported = exportsOf(program, checker, path);
  const isGenerated = (symbol: ts.Symbol): boolean => fileOf(symbol).startsWith(join(PROJECT, 'generated'));
  return {
    own: exported
      .filter((symbol) => !isGenerated(target(symbol, checker)))
      .map((symbol) => describeExport(symbol, checker)),
    generated: new Set(exported.filter((symbol) => isGenerated(target(symbol, checker))).map(({ name }) => name)),
    generatedIndex: new Set(exportsOf(program, checker, 'generated/index.ts').map(({ name }) => name)),
  };
}

function exportsOf(program: ts.Program, checker: ts.TypeChecker, path: string): readonly ts.Symbol[] {
  const file = program.getSourceFile(join(PROJECT, path));
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${path} is no module of the program`);
  return checker.getExportsOfModule(module).sort(byName);
}

function byName(a: ts.Symbol, b: ts.Symbol): number {
  return a.name < b.name ? -1 : 1;
}

function target(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function fileOf(symbol: ts.Symbol): string {
  return symbol.declarations?.[0]?.getSourceFile().fileName ?? '';
}

function describeExport(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const declared = target(symbol, checker);
  const { flags } = declared;
  if (flags & ts.SymbolFlags.Class) return `class ${symbol.name} ${members(declared, checker)}`;
  if (flags & ts.SymbolFlags.Interface) return `interface ${symbol.name} ${members(declared, checker)}`;
  if (flags & ts.SymbolFlags.Function) return `function ${symbol.name}`;
  if (flags & ts.SymbolFlags.TypeAlias) return `type ${symbol.name}`;
  return `const ${symbol.name}`;
}

/** Public members that are declared here, not inherited; `?` where one may be missing. */
function members(declared: ts.Symbol, checker: ts.TypeChecker): string {
  const own = checker
    .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(declared))
    .filter(({ declarations }) =>
      declarations?.some(({ parent }) => declared.declarations?.some((one) => one === parent)),
    )
    .filter(({ valueDeclaration }) => !isPrivate(valueDeclaration));
  const statics = [...(declared.exports?.values() ?? [])].filter(({ name }) => name !== 'prototype');
  const names = own.map((member) => `${memberName(member)}${member.flags & ts.SymbolFlags.Optional ? '?' : ''}`);
  return `{ ${[...names, ...statics.map((member) => `static ${memberName(member)}`)].sort().join(', ')} }`;
}

function isPrivate(declaration: ts.Declaration | undefined): boolean {
  const name = declaration === undefined ? undefined : ts.getNameOfDeclaration(declaration);
  return name !== undefined && ts.isPrivateIdentifier(name);
}

/** The name as written: the compiler's own one for `[Symbol.dispose]` differs from run to run. */
function memberName({ name, declarations }: ts.Symbol): string {
  const declaration = declarations?.[0];
  return name.startsWith('__@') && declaration !== undefined
    ? (ts.getNameOfDeclaration(declaration)?.getText() ?? name)
    : name;
}
