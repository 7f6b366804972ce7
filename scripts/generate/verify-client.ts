import type { Folder } from './folder.js';
import { describeOperations } from './describe-operations.js';
import type { OpenApiDocument } from './openapi-document.js';
import { exportedNames, generatedMethods } from './public-surface.js';

/**
 * What is wrong with a generated client, one line each. The generator succeeds silently where it skips an operation,
 * renames a method or numbers a type to keep names apart, so its output is held against the document.
 */
export function verifyClient(client: Folder, document: OpenApiDocument): string[] {
  const sdk = client.get('sdk.gen.ts');
  const types = client.get('types.gen.ts');
  if (sdk === undefined || types === undefined) {
    return ['the generator wrote no sdk.gen.ts and types.gen.ts, though it reported no error'];
  }
  const line = (of: { service: string; method: string; verb: string; path: string }): string =>
    `${of.service}.${of.method} (${of.verb} ${of.path})`;
  const wanted = describeOperations(document).map(line);
  const made = generatedMethods(sdk).map(line);
  const numbered = new Set([
    ...exportedNames(sdk),
    ...exportedNames(types),
    ...generatedMethods(sdk).map((m) => m.method),
  ]);
  return [
    ...wanted.filter((one) => !made.includes(one)).map((one) => `the generator left out ${one}`),
    ...made
      .filter((one) => !wanted.includes(one))
      .map((one) => `the generator made ${one}, which the document does not have`),
    ...[...numbered]
      .filter((name) => /\d$/.test(name) && !name.endsWith('V2'))
      .map((name) => `the generator numbered ${name} because the name was taken: rename what clashes`),
  ];
}
