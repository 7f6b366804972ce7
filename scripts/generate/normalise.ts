import { applyCorrection } from './apply-correction.js';
import { sortKeys } from './canonical.js';
import type { Correction } from './correction.js';
import { correctionTitle } from './correction.js';
import { GenerateError } from './generate-error.js';
import type { OperationName } from './name-operations.js';
import { nameOperations, operationNames } from './name-operations.js';
import type { OpenApiDocument } from './openapi-document.js';
import { referencedSchema } from './openapi-document.js';
import type { Overlay } from './overlay.js';
import { changeSchemas, visitRefs } from './schema-walk.js';

export interface NormaliseOptions {
  /**
   * True (the default): whatever in the overlay does not agree with the document throws. False: it is reported in
   * `complaints` and the rest is still applied, so that the document of another server version can be used as well.
   */
  strict?: boolean;
}

export interface Normalised {
  /** Corrected, named, without unreachable schemas, stably ordered: what the client is generated from. */
  document: OpenApiDocument;
  /** What does not agree, one line each; empty when strict. */
  complaints: string[];
  /** Operations that the overlay names or drops and the document lacks; empty when strict. */
  absent: string[];
}

/**
 * Makes the document to generate from out of the server's and the overlay. A pure function: neither argument is changed.
 * Pointed corrections see the server's document as it is; those that sweep the whole document come after them; then the
 * operations get their names, and what nothing refers to any more is left out.
 */
export function normalise(
  document: OpenApiDocument,
  overlay: Overlay,
  { strict = true }: NormaliseOptions = {},
): Normalised {
  const draft = structuredClone(document);
  delete draft.servers;
  // 3.1 knows `type: null` and `const`; nothing that a 3.0 document of this server says means something else in 3.1.
  draft.openapi = '3.1.0';
  delete draft.tags;

  const complaints = inOrder(overlay.corrections).flatMap((correction) =>
    applyCorrection(draft, correction).map(
      (why) => `correction "${correctionTitle(correction)}" no longer applies: ${why}`,
    ),
  );
  const { complaints: unnamed, absent } = nameOperations(draft, overlay);
  complaints.push(...unnamed);
  dropEmptyPaths(draft);
  complaints.push(...resolveDanglingRefs(draft));
  complaints.push(...dropUnreachableSchemas(draft, overlay));
  complaints.push(...inlineEnums(draft));

  if (strict) {
    const names = operationNames(overlay);
    const problems = [...complaints, ...absent.map((key) => absence(key, names.get(key)))];
    if (problems.length > 0) throw new GenerateError(problems.join('\n'));
  }
  return { document: sortKeys(draft), complaints, absent };
}

const sweeping: readonly Correction['kind'][] = [
  'namedEnum',
  'anyContentIsJson',
  'bareObjectsAreAnyJson',
  'emptyAnswersAre204',
  'errorModel',
];

function inOrder(corrections: readonly Correction[]): Correction[] {
  const rank = (correction: Correction): number => sweeping.indexOf(correction.kind);
  return [...corrections].sort((left, right) => rank(left) - rank(right));
}

function dropEmptyPaths(draft: OpenApiDocument): void {
  draft.paths = Object.fromEntries(Object.entries(draft.paths).filter(([, item]) => Object.keys(item).length > 0));
}

/** What to say about an operation that the document lacks, though the overlay names or drops it. */
export function absence(key: string, name: OperationName | undefined): string {
  const known = name === undefined ? 'is dropped' : `is named ${name.service}.${name.method}`;
  return `the document has no ${key}, which ${known} in openapi/operations.json`;
}

/**
 * Makes references without a target mean any JSON, and returns them. The generator would skip what uses them, silently
 * and with exit code 0.
 */
function resolveDanglingRefs(draft: OpenApiDocument): string[] {
  const dangling = new Set<string>();
  changeSchemas(draft, (schema) => {
    const name = schema.$ref === undefined ? undefined : referencedSchema(schema.$ref);
    if (schema.$ref === undefined || (name !== undefined && draft.components.schemas[name] !== undefined))
      return schema;
    dangling.add(schema.$ref);
    return {};
  });
  return [...dangling].sort().map((ref) => `the document refers to ${ref}, which it does not have`);
}

function dropUnreachableSchemas(draft: OpenApiDocument, overlay: Overlay): string[] {
  const reached = new Set<string>();
  const follow = (value: unknown): void => {
    visitRefs(value, (ref) => {
      const name = referencedSchema(ref);
      if (name === undefined || reached.has(name)) return;
      reached.add(name);
      follow(draft.components.schemas[name]);
    });
  };
  follow(draft.paths);
  follow(draft.components.responses);
  draft.components.schemas = Object.fromEntries(
    Object.entries(draft.components.schemas).filter(([name]) => reached.has(name)),
  );
  return overlay.corrections
    .filter((correction) => correction.kind === 'addSchema')
    .filter(({ schema }) => !reached.has(schema))
    .map(({ schema }) => `correction "addSchema ${schema}" no longer applies: nothing uses the schema`);
}

/** Every list of values is worth a name: without one its constants cannot be written in code. */
function inlineEnums(draft: OpenApiDocument): string[] {
  const complaints: string[] = [];
  changeSchemas(draft, (schema, place) => {
    if (schema.enum !== undefined && draft.components.schemas[place] === undefined) {
      const values = schema.enum.map((value) => JSON.stringify(value)).join(', ');
      complaints.push(`${place} lists values that have no name: add a namedEnum correction with ${values}`);
    }
    return schema;
  });
  return complaints;
}
