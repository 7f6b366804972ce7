import { isBuiltin } from 'node:module';

import { importsOf, targetOf, type Import, type Sources } from './module-graph.js';

/*
 *   generated/   imports nothing but itself
 *   src/         never plugins/, tests or scripts; the packages in RUNTIME_PACKAGES, and for types what is installed
 *   plugins/x/   itself, plugins/shared/, node:, the optional peers, and types of src/index.ts
 *   src/index.ts and all that is evaluated with it: no module of Node's, no undici: browsers load it
 */

export const ENTRY = 'src/index.ts';
/** What the library imports, and how. undici is loaded by the first request of a client that uses it. */
const RUNTIME_PACKAGES: ReadonlyMap<string, Import['kind']> = new Map([['undici', 'dynamic']]);

/** Imports that break a rule, in words. */
export function violations(sources: Sources, optionalPeers: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  for (const [path, source] of sources) {
    for (const imported of importsOf(path, source)) {
      const rule = brokenRule(path, imported, optionalPeers);
      if (rule !== undefined) found.push(`${path} imports ${imported.specifier}: ${rule}`);
    }
  }
  return found;
}

function brokenRule(path: string, imported: Import, optionalPeers: ReadonlySet<string>): string | undefined {
  const target = targetOf(path, imported.specifier);
  const isOurs = imported.specifier.startsWith('.');
  const [folder] = path.split('/');
  switch (folder) {
    case 'generated':
      return isOurs && target.startsWith('generated/') ? undefined : 'generated/ imports nothing but itself';
    case 'src':
      if (isOurs)
        return /^(src|generated)\//.test(target) ? undefined : 'src/ imports nothing of ours but src/ and generated/';
      if (imported.kind === 'type' || isBuiltin(target)) return undefined;
      return RUNTIME_PACKAGES.get(target) === imported.kind
        ? undefined
        : 'a dependency that is not in the list of this test, or not imported in its way';
    case 'plugins': {
      if (isOurs && (target.startsWith(folderOf(path)) || target.startsWith('plugins/shared/'))) return undefined;
      if (target === ENTRY || target === 'conductor-typescript')
        return imported.kind === 'type' ? undefined : "a plugin needs only the package's types";
      if (isOurs) return 'a plugin knows the public entry point only';
      if (target.startsWith('node:') || optionalPeers.has(packageOf(target))) return undefined;
      return 'a plugin imports node: modules and its own optional peer';
    }
    default:
      throw new Error(`there is no rule for ${path}`);
  }
}

/** `plugins/metrics/` of `plugins/metrics/registry.ts`. */
function folderOf(path: string): string {
  return `${path.split('/').slice(0, 2).join('/')}/`;
}

/** `@scope/name` of `@scope/name/part`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** What is evaluated when `entry` is imported: files, and packages by name, each with the chain of files that leads to it. */
export function evaluatedWith(entry: string, sources: Sources): ReadonlyMap<string, readonly string[]> {
  const reached = new Map<string, readonly string[]>([[entry, [entry]]]);
  const queue = [entry];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const source = sources.get(path);
    if (source === undefined) continue;
    for (const { specifier, kind } of importsOf(path, source)) {
      const target = targetOf(path, specifier);
      if (kind !== 'static' || reached.has(target)) continue;
      reached.set(target, [...(reached.get(path) ?? []), target]);
      queue.push(target);
    }
  }
  return reached;
}

/** Files that import each other at run time, as chains that end where they began. */
export function cycles(sources: Sources): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, chain: readonly string[]): void => {
    const start = chain.indexOf(path);
    if (start >= 0) {
      found.push([...chain.slice(start), path].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    for (const { specifier, kind } of importsOf(path, sources.get(path) ?? '')) {
      if (kind === 'static' && specifier.startsWith('.')) walk(targetOf(path, specifier), [...chain, path]);
    }
    done.add(path);
  };
  for (const path of sources.keys()) walk(path, []);
  return found;
}
