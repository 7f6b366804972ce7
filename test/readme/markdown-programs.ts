import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROJECT } from '../structure/module-graph.js';

/*
 * TypeScript in Markdown is compiled. A comment that readers do not see says what a block belongs to:
 *
 *   <!-- program: NAME -->       the block begins a program
 *   <!-- continues: NAME -->     the block is the next part of that program
 *   <!-- given: CODE -->         declarations that the block takes for granted; stands before one of the above or alone
 *
 * A block without is a program of its own.
 */

/** The TypeScript blocks of a document that belong together. */
export interface MarkdownProgram {
  /** The document, from the project's folder: `docs/client.md`. */
  readonly document: string;
  /** `line 12` for a program without a name. */
  readonly name: string;
  /** Its lines are those of the document, so that a compiler's complaint names the right one. */
  readonly source: string;
}

/** The documents whose code is compiled. */
export function documents(): readonly string[] {
  const guides = readdirSync(join(PROJECT, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', ...guides.map((name) => `docs/${name}`)];
}

export function readProgramsOf(document: string): readonly MarkdownProgram[] {
  return programsOf(document, readFileSync(join(PROJECT, document), 'utf8'));
}

/** @throws if a block continues what there is not, or a comment is followed by no block */
export function programsOf(document: string, markdown: string): readonly MarkdownProgram[] {
  const programs = new Map<string, string[]>();
  let mark: { readonly kind: string; readonly name: string; readonly line: number } | undefined;
  let given = '';
  let current: string[] | undefined;
  let fence: string | undefined;

  for (const [index, line] of markdown.split('\n').entries()) {
    if (fence !== undefined) {
      if (line.trim() === fence) [fence, current] = [undefined, undefined];
      else current?.push(line.trimEnd());
      continue;
    }
    const [, kind, name = ''] = /^<!-- (program|continues|given): (.+) -->$/.exec(line) ?? [];
    if (kind === 'given') given += `${name} `;
    else if (kind !== undefined) mark = { kind, name, line: index + 1 };
    const [, ticks, language = ''] = /^\s*(`{3,})(\w*)/.exec(line) ?? [];
    if (ticks === undefined) continue;
    fence = ticks;
    if (!['ts', 'typescript', 'tsx'].includes(language)) continue;
    const key = mark?.name ?? `line ${index + 1}`;
    const known = programs.get(key);
    if ((mark?.kind === 'continues') !== (known !== undefined)) {
      throw new Error(
        `${document}:${index + 1}: ${known === undefined ? 'there is no' : 'there already is a'} program "${key}"`,
      );
    }
    current = known ?? [];
    programs.set(key, current);
    // So far that the block's first line stands where it stands in the document.
    while (current.length < index) current.push('');
    current.push(given);
    [mark, given] = [undefined, ''];
  }
  if (mark !== undefined) throw new Error(`${document}:${mark.line}: no TypeScript block follows this comment`);
  return [...programs].map(([name, lines]) => ({ document, name, source: `${lines.join('\n')}\nexport {};\n` }));
}
