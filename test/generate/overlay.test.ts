import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { applyCorrection } from '../../scripts/generate/apply-correction.js';
import type { Correction } from '../../scripts/generate/correction.js';
import { correctionTitle } from '../../scripts/generate/correction.js';
import { normalise } from '../../scripts/generate/normalise.js';
import { readOverlay } from '../../scripts/generate/overlay.js';
import { parseDocument } from '../../scripts/generate/parse-document.js';
import { makeRoot, removeRoots, smallCorrections, smallOverlay, smallServices } from './small-api.js';

const openapi = path.resolve(import.meta.dirname, '../../openapi');

describe('readOverlay', () => {
  afterEach(removeRoots);

  async function refusal(change: (folder: string) => Promise<void>): Promise<string> {
    const folder = path.join(await makeRoot(), 'openapi');
    await change(folder);
    return readOverlay(folder).then(
      () => 'nothing was refused',
      (error: unknown) => (error as Error).message.replace(`${folder}/`, ''),
    );
  }
  const corrections = (text: string) => (folder: string) =>
    writeFile(path.join(folder, 'corrections', 'all.json'), text);
  const operations = (text: string) => (folder: string) => writeFile(path.join(folder, 'operations.json'), text);

  it('reads what is in the folder, all files of corrections together', async () => {
    const root = await makeRoot();
    const more: Correction[] = [{ kind: 'anyContentIsJson', reason: 'of another file' }];
    await writeFile(path.join(root, 'openapi', 'corrections', 'more.json'), JSON.stringify(more));
    expect(await readOverlay(path.join(root, 'openapi'))).to.deep.equal(
      smallOverlay({ services: smallServices, corrections: [...smallCorrections, ...more] }),
    );
  });

  it('names a missing file', async () => {
    expect(await refusal((folder) => rm(path.join(folder, 'operations.json')))).to.equal(
      'operations.json cannot be read. It belongs to the overlay: restore it from version control.',
    );
  });

  it('names a file that is not JSON', async () => {
    expect(await refusal(corrections('['))).to.match(/^corrections\/all\.json is not valid JSON \(.*\)\. Correct it/);
  });

  it('names the place of what is wrong in a file', async () => {
    expect(await refusal(corrections('[{ "kind": "addSchema", "schema": "A", "value": {} }]'))).to.match(
      /^openapi\/corrections\/all\.json: 0\.reason: /,
    );
    expect(await refusal(corrections('[{ "kind": "guess", "reason": "x" }]'))).to.match(
      /^openapi\/corrections\/all\.json: 0\.kind: /,
    );
    expect(await refusal(operations('{ "services": { "Pets": {} }, "dropped": {} }'))).to.equal(
      'openapi/operations.json: services.Pets: a service class is PascalCase and ends in Service',
    );
    expect(await refusal(operations('{ "services": { "PetService": { "/api": "x" } }, "dropped": {} }'))).to.equal(
      'openapi/operations.json: services.PetService./api: an operation is METHOD, a space and its path',
    );
    expect(await refusal(operations('{ "services": { "PetService": { "GET /": "X" } }, "dropped": {} }'))).to.equal(
      'openapi/operations.json: services.PetService.GET /: a method is camelCase',
    );
  });
});

describe('the overlay of this repository', () => {
  it('applies to the committed document, every correction and every name', async () => {
    const text = await readFile(path.join(openapi, 'conductor.json'), 'utf8');
    const overlay = await readOverlay(openapi);
    expect(normalise(parseDocument(text, 'conductor.json'), overlay).complaints).to.deep.equal([]);
  });

  it('has no correction that would still apply to a document that needs it no more', async () => {
    const text = await readFile(path.join(openapi, 'conductor.json'), 'utf8');
    const overlay = await readOverlay(openapi);
    const corrected = structuredClone(parseDocument(text, 'conductor.json'));
    // Sweeping corrections last, as normalise has them; twice each.
    const pointed = overlay.corrections.filter((correction) => 'was' in correction || !isSweeping(correction));
    const sweeping = overlay.corrections.filter((correction) => !pointed.includes(correction));
    const still: string[] = [];
    for (const correction of [...pointed, ...sweeping]) {
      applyCorrection(corrected, correction);
      if (applyCorrection(corrected, correction).length === 0) still.push(correctionTitle(correction));
    }
    expect(overlay.corrections).to.have.length.greaterThan(50);
    expect(still).to.deep.equal([]);
  });

  it('gives every correction another title, so that a message names one', async () => {
    const titles = (await readOverlay(openapi)).corrections.map(correctionTitle);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).to.deep.equal([]);
  });
});

function isSweeping({ kind }: Correction): boolean {
  return ['namedEnum', 'anyContentIsJson', 'bareObjectsAreAnyJson', 'emptyAnswersAre204', 'errorModel'].includes(kind);
}
