import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ApiChanges } from './api-changes/api-changes.js';
import { apiChanges } from './api-changes/api-changes.js';
import { changeReport, documentLine, firstReport } from './api-changes/report.js';
import type { Arguments, Source } from './arguments.js';
import { canonicaliseDocument, jsonText } from './canonical.js';
import type { Committed } from './committed.js';
import { readCommitted } from './committed.js';
import { draftFile, folderDifferences, readFolder, readIfThere, replaceFolder } from './folder.js';
import type { Draft, Folder } from './folder.js';
import { generateClient } from './generate-client.js';
import { GenerateError } from './generate-error.js';
import { operationNames } from './name-operations.js';
import { absence, normalise } from './normalise.js';
import type { OpenApiDocument } from './openapi-document.js';
import type { Overlay } from './overlay.js';
import { droppedFields, readOverlay } from './overlay.js';
import { oneLine } from './parse-document.js';
import { provenanceOf } from './provenance.js';
import type { Provenance } from './provenance.js';
import { readServer } from './read-server.js';
import { verifyClient } from './verify-client.js';

export interface GenerateOptions extends Arguments {
  /** The folder that has `openapi/` and `generated/` in it. */
  root: string;
  /** Told in a line what is being done. */
  progress: (line: string) => void;
  /** Starts a server of the version (or the usual one), calls `use` with it and stops it. */
  withServer: <Result>(
    version: string | undefined,
    use: (server: { url: string; flags: Readonly<Record<string, string>> }) => Promise<Result>,
  ) => Promise<Result>;
}

/** The outcome of a run: what belongs on the standard output, and what is wrong, one line each. */
export interface Outcome {
  output: string;
  problems: string[];
}

/**
 * One run: read → canonicalise → compare with the committed document → normalise → generate → verify → write.
 * Nothing is written before everything has succeeded. Throws {@link GenerateError} for anything its user can act on.
 */
export async function generate(options: GenerateOptions): Promise<Outcome> {
  const { root, source, mode, progress } = options;
  const overlay = await readOverlay(path.join(root, 'openapi'));
  const committed = await earlierDocument(root, source, progress);
  const read = await readSource(source, committed, options);
  progress(
    `Server ${read.provenance.server}: ${read.provenance.operations} operations, ${read.provenance.schemas} schemas`,
  );
  if (mode === 'report') return report(committed, read, overlay);

  progress(`Naming and correcting (${overlay.corrections.length} corrections)`);
  const { document } = normalise(read.document, overlay);
  const openapi = new Map([
    ['conductor.json', read.text],
    ['source.json', jsonText(read.provenance)],
    ['CHANGES.md', changesText(committed, read, overlay)],
  ]);
  if (mode === 'check') return check(root, openapi, document, options);
  return write(root, openapi, document, options);
}

/** A committed document that is of no use stops a run that needs it, and is replaced by one that reads a server. */
async function earlierDocument(
  root: string,
  source: Source,
  progress: (line: string) => void,
): Promise<Committed | undefined> {
  try {
    return await readCommitted(root);
  } catch (error) {
    if (source.kind === 'committed' || !(error instanceof GenerateError)) throw error;
    progress(`No earlier document to compare with: ${error.message}`);
    return undefined;
  }
}

interface Read {
  document: OpenApiDocument;
  /** The canonical text of the document. */
  text: string;
  provenance: Provenance;
}

async function readSource(
  source: Source,
  committed: Committed | undefined,
  { progress, withServer }: GenerateOptions,
): Promise<Read> {
  switch (source.kind) {
    case 'committed': {
      progress('Reading openapi/conductor.json');
      if (committed === undefined) {
        throw new GenerateError(
          'openapi/conductor.json is missing: restore it from version control, or read a server with --server URL or --start',
        );
      }
      const { document, text, provenance } = committed;
      return { document, text, provenance: provenanceOf(document, text, provenance.server, provenance.flags) };
    }
    case 'server':
      progress(`Reading ${source.url}`);
      return readFrom(source.url, null, committed);
    case 'start':
      return withServer(source.version, ({ url, flags }) => {
        progress(`Reading ${url}`);
        return readFrom(url, { ...flags }, committed);
      });
  }
}

async function readFrom(
  url: string,
  flags: Record<string, string> | null,
  committed: Committed | undefined,
): Promise<Read> {
  const server = await readServer(url);
  const document = canonicaliseDocument(server.document);
  const text = jsonText(document);
  const provenance = provenanceOf(document, text, server.version, flags);
  // The flags of a server that somebody else started are unknown; the same document of the same version had these.
  if (flags === null && isSame(committed?.provenance, provenance))
    provenance.flags = committed?.provenance.flags ?? null;
  return { document, text, provenance };
}

function isSame(left: Provenance | undefined, right: Provenance): boolean {
  return left?.sha256 === right.sha256 && left.server === right.server;
}

/**
 * `CHANGES.md` says how the committed document came about. While the document stays the same, so does it: the second of
 * two equal runs must not overwrite what the first one found.
 */
function changesText(committed: Committed | undefined, read: Read, overlay: Overlay): string {
  if (committed === undefined) return firstReport(read.provenance);
  if (!isSame(committed.provenance, read.provenance)) return reportText(committed, read, overlay);
  const { changes } = committed;
  return changes?.includes(documentLine(read.provenance)) === true ? changes : firstReport(read.provenance);
}

function changesSince(committed: Committed, read: Read, overlay: Overlay): ApiChanges {
  return apiChanges(committed.document, read.document, droppedFields(overlay));
}

function reportText(committed: Committed, read: Read, overlay: Overlay): string {
  return changeReport({
    before: committed.provenance,
    after: read.provenance,
    changes: changesSince(committed, read, overlay),
    names: operationNames(overlay),
  });
}

/** The report on a document that need not agree with the overlay: what does not is said, not refused. */
function report(committed: Committed | undefined, read: Read, overlay: Overlay): Outcome {
  const names = operationNames(overlay);
  const { complaints, absent } = normalise(read.document, overlay, { strict: false });
  const listed = new Set(committed === undefined ? [] : changesSince(committed, read, overlay).operations.removed);
  const absentHere = absent.filter((key) => !listed.has(key)).map((key) => absence(key, names.get(key)));
  const lines = [...complaints, ...absentHere].map((line) => `- ${line}`);
  if (absentHere.length < absent.length) {
    lines.push(
      `- operations of openapi/operations.json among those removed (above): ${absent.length - absentHere.length}`,
    );
  }
  const text = committed === undefined ? firstReport(read.provenance) : reportText(committed, read, overlay);
  const agreement = lines.length === 0 ? ['All agree with the document that was read.'] : lines;
  return { output: [text, '## Names and corrections', '', ...agreement, ''].join('\n'), problems: [] };
}

async function check(
  root: string,
  openapi: Folder,
  document: OpenApiDocument,
  { progress }: GenerateOptions,
): Promise<Outcome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'conductor-generate-'));
  try {
    const client = await makeClient(document, folder, progress);
    progress('Comparing with openapi/ and generated/');
    const problems: string[] = [];
    for (const [name, wanted] of openapi) {
      const present = await readIfThere(path.join(root, 'openapi', name));
      if (present === undefined) problems.push(`openapi/${name} is missing`);
      else if (present !== wanted) problems.push(`openapi/${name} differs`);
    }
    problems.push(...folderDifferences(await readFolder(path.join(root, 'generated')), client, 'generated/'));
    return {
      output: problems.length === 0 ? 'Document, overlay and generated/ agree.\n' : '',
      problems: problems.length === 0 ? [] : [...problems, 'run `npm run generate` and commit what it writes'],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function write(
  root: string,
  openapi: Folder,
  document: OpenApiDocument,
  { progress }: GenerateOptions,
): Promise<Outcome> {
  // Beside its target: only within one file system is a rename all or nothing.
  const folder = path.join(root, '.generated.new');
  const generated = path.join(root, 'generated');
  await rm(folder, { recursive: true, force: true });
  const drafts: Draft[] = [];
  try {
    const client = await makeClient(document, folder, progress);
    const written: string[] = [];
    for (const [name, text] of openapi) {
      const file = path.join(root, 'openapi', name);
      if ((await readIfThere(file)) === text) continue;
      drafts.push(await draftFile(file, text));
      written.push(`openapi/${name}`);
    }
    if (folderDifferences(await readFolder(generated), client, '').length > 0) {
      await replaceFolder(folder, generated);
      written.push(`generated/ (${client.size} files)`);
    }
    for (const draft of drafts) await draft.commit();
    if (written.length === 0) {
      return { output: 'Nothing to write: document, overlay and generated/ agree.\n', problems: [] };
    }
    const changes = written.includes('openapi/CHANGES.md') ? `${openapi.get('CHANGES.md') ?? ''}\n` : '';
    return { output: `${changes}Wrote ${written.join(', ')}.\n`, problems: [] };
  } finally {
    for (const draft of drafts) await draft.discard();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Generates into `folder` and returns what came of it, held against the document. */
async function makeClient(
  document: OpenApiDocument,
  folder: string,
  progress: (line: string) => void,
): Promise<Folder> {
  progress('Generating');
  try {
    await generateClient(document, folder);
  } catch (cause) {
    throw new GenerateError(`the generator failed: ${oneLine(cause)}`, { cause });
  }
  progress('Verifying');
  const client = await readFolder(folder);
  const faults = verifyClient(client, document);
  if (faults.length > 0) throw new GenerateError(faults.join('\n'));
  return client;
}
