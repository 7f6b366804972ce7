import { expect } from 'chai';
import { GenerateError } from '../../scripts/generate/generate-error.js';
import { normalise } from '../../scripts/generate/normalise.js';
import type { Correction } from '../../scripts/generate/correction.js';
import type { Overlay } from '../../scripts/generate/overlay.js';
import { answers, ref, smallCorrections, smallDocument, smallOverlay, smallServices } from './small-api.js';

function refusal(document = smallDocument(), overlay: Overlay = smallOverlay()): string[] {
  try {
    normalise(document, overlay);
  } catch (error) {
    expect(error).to.be.instanceOf(GenerateError);
    return (error as GenerateError).message.split('\n');
  }
  throw new Error('normalise was expected to refuse the document');
}

describe('normalise', () => {
  it('corrects, names and orders a document', () => {
    const { document, complaints } = normalise(smallDocument(), smallOverlay());
    expect(complaints).to.deep.equal([]);
    expect(document.paths['/api/pets/{id}']?.get).to.deep.include({ operationId: 'getPet', tags: ['PetResource'] });
    expect(Object.keys(document.components.schemas)).to.deep.equal(['Owner', 'Pet', 'PetState']);
    expect(document).not.to.have.property('servers');
  });

  it('lets pointed corrections see the document as the server sent it, wherever they stand in the overlay', () => {
    const pointed: Correction = {
      kind: 'answer',
      operations: ['GET /api/pets/{id}'],
      status: '200',
      was: ['*/*'],
      content: { 'text/plain': { type: 'string' } },
      reason: 'text is sent',
    };
    const document = smallDocument({ '/api/owners': { get: { responses: answers(ref('Pet'), '*/*') } } });
    const services = { ...smallServices, OwnerResourceService: { 'GET /api/owners': 'getOwners' } };
    const overlay = smallOverlay({ services, corrections: [...smallCorrections, pointed] });
    const content = normalise(document, overlay).document.paths['/api/pets/{id}']?.get?.responses['200']?.content;
    expect(content).to.deep.equal({ 'text/plain': { schema: { type: 'string' } } });
  });

  it('leaves out schemas that nothing refers to any more', () => {
    const drop: Correction = { kind: 'dropProperties', schema: 'Pet', properties: ['owner'], reason: 'never sent' };
    const corrections = smallCorrections.filter(({ kind }) => kind !== 'bareObjectsAreAnyJson');
    const { document } = normalise(smallDocument(), smallOverlay({ corrections: [drop, ...corrections] }));
    expect(Object.keys(document.components.schemas)).to.deep.equal(['Pet', 'PetState']);
  });

  it('reads a 3.0 document like a 3.1 one', () => {
    const old = { ...smallDocument(), openapi: '3.0.1' };
    expect(normalise(old, smallOverlay())).to.deep.equal(normalise(smallDocument(), smallOverlay()));
  });

  it('refuses a reference without a target', () => {
    const document = smallDocument(
      {},
      { Owner: { type: 'object', properties: { home: ref('House'), any: { type: 'object' } } } },
    );
    expect(refusal(document)).to.deep.equal([
      'the document refers to #/components/schemas/House, which it does not have',
    ]);
  });

  it('refuses a list of values without a name, and says what to add', () => {
    const document = smallDocument(
      {},
      {
        Owner: { type: 'object', properties: { sort: { type: 'string', enum: ['A', 'B'] }, any: { type: 'object' } } },
      },
    );
    expect(refusal(document)).to.deep.equal([
      'Owner.sort lists values that have no name: add a namedEnum correction with "A", "B"',
    ]);
  });

  it('refuses a correction that adds a schema nobody uses', () => {
    const add: Correction = { kind: 'addSchema', schema: 'Failure', value: {}, reason: 'sent with errors' };
    expect(refusal(smallDocument(), smallOverlay({ corrections: [...smallCorrections, add] }))).to.deep.equal([
      'correction "addSchema Failure" no longer applies: nothing uses the schema',
    ]);
  });

  it('says all that does not agree, one line each', () => {
    const document = smallDocument({
      '/api/cats': { get: { tags: ['cat-controller'], operationId: 'list_2', responses: answers({}) } },
    });
    const services = { PetResourceService: { ...smallServices.PetResourceService, 'GET /api/dogs': 'getDogs' } };
    const stale: Correction = { kind: 'required', schema: 'Dog', was: [], required: ['name'], reason: 'always sent' };
    const overlay = smallOverlay({
      services,
      dropped: { 'GET /api/old': 'an alias' },
      corrections: [...smallCorrections, stale],
    });
    expect(refusal(document, overlay)).to.deep.equal([
      'correction "required Dog" no longer applies: the document has no schema Dog',
      'GET /api/cats has no name: add "GET /api/cats": "list" under "CatResourceService" in openapi/operations.json',
      'the document has no GET /api/dogs, which is named PetResourceService.getDogs in openapi/operations.json',
      'the document has no GET /api/old, which is dropped in openapi/operations.json',
    ]);
  });

  describe('with strictness off', () => {
    it('reports the same and makes the best of the document', () => {
      const document = smallDocument(
        { '/api/cats': { get: { tags: ['cat-controller'], operationId: 'list_2', responses: answers(ref('Cat')) } } },
        { Owner: { type: 'object', properties: { sort: { type: 'string', enum: ['A', 'B'] } } } },
      );
      const services = { PetResourceService: { ...smallServices.PetResourceService, 'GET /api/dogs': 'getDogs' } };
      const normalised = normalise(document, smallOverlay({ services }), { strict: false });
      expect(normalised.complaints).to.deep.equal([
        'correction "bareObjectsAreAnyJson" no longer applies: the document has no {type: object} without properties',
        'GET /api/cats has no name: add "GET /api/cats": "list" under "CatResourceService" in openapi/operations.json',
        'the document refers to #/components/schemas/Cat, which it does not have',
        'Owner.sort lists values that have no name: add a namedEnum correction with "A", "B"',
      ]);
      expect(normalised.absent).to.deep.equal(['GET /api/dogs']);
      expect(normalised.document.paths['/api/cats']?.get).to.deep.include({
        operationId: 'list',
        tags: ['CatResource'],
      });
      const content = normalised.document.paths['/api/cats']?.get?.responses['200']?.content;
      expect(content).to.deep.equal({ 'application/json': { schema: {} } });
      expect(normalised.document.components.schemas).to.have.keys('Owner', 'Pet', 'PetState');
    });
  });
});
