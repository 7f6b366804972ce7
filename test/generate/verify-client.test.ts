import { expect } from 'chai';
import { normalise } from '../../scripts/generate/normalise.js';
import { exportedNames, generatedMethods, publicSurface } from '../../scripts/generate/public-surface.js';
import { verifyClient } from '../../scripts/generate/verify-client.js';
import { smallDocument, smallOverlay } from './small-api.js';

const method = (name: string, call: string): string =>
  `    /**\n     * It says } here.\n     */\n    public static ${name}<ThrowOnError extends boolean = true>(options: Options) {\n` +
  `        return options.client.${call}<${name}Responses>({ url: '/api/pets${name === 'getPet' ? '/{id}' : ''}', ...options });\n    }\n`;
const sdk = (...methods: string[]): string => `export class PetResourceService {\n${methods.join('    \n')}}\n`;
const complete = sdk(method('createPet', 'post'), method('getPet', 'get'));
const types = 'export type Pet = {\n    name: string;\n};\n\nexport const PetState = {} as const;\n';
const { document } = normalise(smallDocument(), smallOverlay());
const verify = (files: Record<string, string>): string[] => verifyClient(new Map(Object.entries(files)), document);

describe('verifyClient', () => {
  it('accepts a client that is what the document asks for', () => {
    expect(verify({ 'sdk.gen.ts': complete, 'types.gen.ts': types })).to.deep.equal([]);
  });

  it('notices a run that wrote nothing', () => {
    expect(verify({})).to.deep.equal([
      'the generator wrote no sdk.gen.ts and types.gen.ts, though it reported no error',
    ]);
  });

  it('notices an operation that was left out', () => {
    expect(verify({ 'sdk.gen.ts': sdk(method('createPet', 'post')), 'types.gen.ts': types })).to.deep.equal([
      'the generator left out PetResourceService.getPet (GET /api/pets/{id})',
    ]);
  });

  it('notices a method that makes another request', () => {
    const wrong = sdk(method('createPet', 'put'), method('getPet', 'sse.get'));
    expect(verify({ 'sdk.gen.ts': wrong, 'types.gen.ts': types })).to.deep.equal([
      'the generator left out PetResourceService.createPet (POST /api/pets)',
      'the generator made PetResourceService.createPet (PUT /api/pets), which the document does not have',
    ]);
  });

  it('notices names with a number, except versions', () => {
    const numbered = `${types}export type Pet2 = Pet;\nexport type SearchV2 = Pet;\n`;
    expect(verify({ 'sdk.gen.ts': complete, 'types.gen.ts': numbered })).to.deep.equal([
      'the generator numbered Pet2 because the name was taken: rename what clashes',
    ]);
  });
});

describe('the public surface of a generated client', () => {
  it('is its classes with their methods, in alphabetical order', () => {
    const text = `${sdk(method('getPet', 'get'), method('createPet', 'post'))}\nexport class AgentService {\n${method('stop', 'sse.get')}}\n`;
    expect(Object.entries(publicSurface(text))).to.deep.equal([
      ['AgentService', ['stop']],
      ['PetResourceService', ['createPet', 'getPet']],
    ]);
    expect(generatedMethods(text)).to.deep.include({
      service: 'AgentService',
      method: 'stop',
      verb: 'GET',
      path: '/api/pets',
    });
    expect(exportedNames(text + types)).to.deep.equal(['PetResourceService', 'AgentService', 'Pet', 'PetState']);
  });
});
