import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Correction } from '../../scripts/generate/correction.js';
import type { OpenApiDocument, Operation, Schema } from '../../scripts/generate/openapi-document.js';
import type { Overlay } from '../../scripts/generate/overlay.js';

export const ok = { description: 'OK' };

/** An answer of one content type. */
export function answers(schema: Schema, type = 'application/json'): Operation['responses'] {
  return { 200: { ...ok, content: { [type]: { schema } } } };
}

export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** A document of two operations and two schemas, with anything in it replaced. */
export function smallDocument(
  paths: OpenApiDocument['paths'] = {},
  schemas: OpenApiDocument['components']['schemas'] = {},
): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: { title: 'Small', version: 'v0' },
    servers: [{ url: 'http://127.0.0.1:1' }],
    paths: {
      '/api/pets': { post: { tags: ['pet-controller'], operationId: 'create_1', responses: { 200: ok } } },
      '/api/pets/{id}': {
        get: {
          tags: ['pet-controller'],
          operationId: 'get',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: answers(ref('Pet'), '*/*'),
        },
      },
      ...paths,
    },
    components: {
      schemas: {
        Pet: {
          type: 'object',
          properties: {
            name: { type: 'string' },
            state: { type: 'string', enum: ['AWAKE', 'ASLEEP'] },
            owner: ref('Owner'),
          },
        },
        Owner: { type: 'object', properties: { tags: { type: 'object', additionalProperties: { type: 'object' } } } },
        ...schemas,
      },
    },
  };
}

export const smallServices: Overlay['services'] = {
  PetResourceService: { 'POST /api/pets': 'createPet', 'GET /api/pets/{id}': 'getPet' },
};

export const smallCorrections: Correction[] = [
  { kind: 'namedEnum', schema: 'PetState', values: ['AWAKE', 'ASLEEP'], reason: 'a name' },
  { kind: 'required', schema: 'Pet', was: [], required: ['name'], reason: 'always sent' },
  { kind: 'bareObjectsAreAnyJson', reason: 'any JSON is meant' },
  { kind: 'anyContentIsJson', reason: 'JSON is sent' },
  { kind: 'emptyAnswersAre204', reason: 'typed as void' },
];

export function smallOverlay(parts: Partial<Overlay> = {}): Overlay {
  return { services: smallServices, dropped: {}, corrections: smallCorrections, ...parts };
}

/** A folder with the overlay in it, as `openapi/` has it; removed after the test by {@link removeRoots}. */
export async function makeRoot(overlay: Overlay = smallOverlay()): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'generate-test-'));
  roots.push(root);
  await mkdir(path.join(root, 'openapi', 'corrections'), { recursive: true });
  await writeOverlay(root, overlay);
  return root;
}

export async function writeOverlay(root: string, { services, dropped, corrections }: Overlay): Promise<void> {
  const openapi = path.join(root, 'openapi');
  await writeFile(path.join(openapi, 'operations.json'), JSON.stringify({ services, dropped }));
  await writeFile(path.join(openapi, 'corrections', 'all.json'), JSON.stringify(corrections));
}

const roots: string[] = [];

export async function removeRoots(): Promise<void> {
  for (const root of roots.splice(0)) await rm(root, { recursive: true, force: true });
}
