import path from 'node:path';
import { sha256 } from './canonical.js';
import { readIfThere } from './folder.js';
import { GenerateError } from './generate-error.js';
import type { OpenApiDocument } from './openapi-document.js';
import { parseDocument } from './parse-document.js';
import type { Provenance } from './provenance.js';
import { parseProvenance } from './provenance.js';

/** What an earlier run has left in `openapi/`: the document, where it came from, and what had changed then. */
export interface Committed {
  document: OpenApiDocument;
  text: string;
  provenance: Provenance;
  /** The text of `CHANGES.md`; undefined if there is none. */
  changes: string | undefined;
}

const orReadAServer = 'restore it from version control, or read a server with --server URL or --start';

/**
 * Reads the committed document; undefined if there is none yet. One that was edited is refused: it is the server's word,
 * and ours belong in the corrections.
 */
export async function readCommitted(root: string): Promise<Committed | undefined> {
  const file = (name: string): Promise<string | undefined> => readIfThere(path.join(root, 'openapi', name));
  const [text, source, changes] = await Promise.all([file('conductor.json'), file('source.json'), file('CHANGES.md')]);
  if (text === undefined && source === undefined) return undefined;
  if (text === undefined) throw new GenerateError(`openapi/conductor.json is missing: ${orReadAServer}`);
  const document = parseDocument(text, 'openapi/conductor.json');
  if (source === undefined) throw new GenerateError(`openapi/source.json is missing: ${orReadAServer}`);
  const provenance = parseProvenance(source);
  if (sha256(text) !== provenance.sha256) {
    throw new GenerateError(
      'openapi/conductor.json is not the document that openapi/source.json describes (sha256 differs): ' +
        'put what is wrong with it in openapi/corrections and restore it, or read a server again',
    );
  }
  return { document, text, provenance, changes };
}
