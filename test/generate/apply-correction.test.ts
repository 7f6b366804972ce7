import { expect } from 'chai';
import { applyCorrection } from '../../scripts/generate/apply-correction.js';
import type { Correction } from '../../scripts/generate/correction.js';
import type { OpenApiDocument, Schema } from '../../scripts/generate/openapi-document.js';
import { answers, ok, ref, smallDocument } from './small-api.js';

const reason = 'of a test';

/** The draft after the correction, which must have applied. */
function applied(correction: Correction, document: OpenApiDocument = smallDocument()): OpenApiDocument {
  const draft = structuredClone(document);
  expect(applyCorrection(draft, correction)).to.deep.equal([]);
  return draft;
}

function complaints(correction: Correction, document: OpenApiDocument = smallDocument()): string[] {
  return applyCorrection(structuredClone(document), correction);
}

describe('applyCorrection', () => {
  describe('addOperation', () => {
    const add = (operation: string): Correction => ({
      kind: 'addOperation',
      operation,
      value: { responses: { 200: ok } },
      reason,
    });
    it('adds an operation that the document keeps to itself', () => {
      expect(applied(add('GET /api/version')).paths['/api/version']?.get).to.deep.equal({ responses: { 200: ok } });
    });
    it('keeps the other methods of its path', () => {
      expect(applied(add('GET /api/pets')).paths['/api/pets']).to.have.keys('get', 'post');
    });
    it('no longer applies once the document has it', () => {
      expect(complaints(add('POST /api/pets'))).to.deep.equal(['the document has POST /api/pets by itself now']);
    });
  });

  describe('answer', () => {
    const answer = (parts: Partial<Extract<Correction, { kind: 'answer' }>>): Correction => ({
      kind: 'answer',
      operations: ['GET /api/pets/{id}'],
      status: '200',
      was: ['*/*'],
      content: { 'text/plain': { type: 'string' } },
      reason,
      ...parts,
    });
    const statusOf = (draft: OpenApiDocument, status: string) => draft.paths['/api/pets/{id}']?.get?.responses[status];

    it('replaces the content of a status', () => {
      expect(statusOf(applied(answer({})), '200')?.content).to.deep.equal({
        'text/plain': { schema: { type: 'string' } },
      });
    });
    it('adds a status without content', () => {
      const draft = applied(answer({ status: '204', was: null, content: {} }));
      expect(statusOf(draft, '204')).to.deep.equal({ description: 'No Content' });
    });
    it('no longer applies when the document has other content', () => {
      expect(complaints(answer({ was: ['application/json'] }))).to.deep.equal([
        'GET /api/pets/{id} answers 200 with */* now',
      ]);
    });
    it('no longer applies when the document has a status it lacked', () => {
      expect(complaints(answer({ was: null }))).to.deep.equal(['GET /api/pets/{id} answers 200 with */* now']);
    });
    it('names each operation that is gone and corrects the others', () => {
      const draft = smallDocument();
      const operations = ['GET /api/cats', 'GET /api/pets/{id}'];
      expect(applyCorrection(draft, answer({ operations }))).to.deep.equal(['the document has no GET /api/cats']);
      expect(statusOf(draft, '200')?.content).to.have.keys('text/plain');
    });
  });

  describe('body', () => {
    const body: Correction = {
      kind: 'body',
      operation: 'POST /api/pets',
      was: [],
      content: { 'text/plain': { type: 'string' } },
      required: true,
      reason,
    };
    it('gives an operation a body', () => {
      expect(applied(body).paths['/api/pets']?.post?.requestBody).to.deep.equal({
        content: { 'text/plain': { schema: { type: 'string' } } },
        required: true,
      });
    });
    it('no longer applies when the document has a body of another type', () => {
      const changed = applied({ ...body, content: { 'application/json': {} } });
      expect(complaints(body, changed)).to.deep.equal(['POST /api/pets takes application/json now']);
    });
    it('no longer applies without the operation', () => {
      expect(complaints({ ...body, operation: 'PUT /api/pets' })).to.deep.equal(['the document has no PUT /api/pets']);
    });
  });

  describe('parameters', () => {
    const parameters = (remove: string[], name: string): Correction => ({
      kind: 'parameters',
      operation: 'GET /api/pets/{id}',
      remove,
      add: [{ name, in: 'query', style: 'deepObject', schema: { type: 'object' } }],
      reason,
    });
    it('replaces parameters', () => {
      const draft = applied(parameters(['id'], 'filter'));
      expect(draft.paths['/api/pets/{id}']?.get?.parameters).to.deep.equal([
        { name: 'filter', in: 'query', style: 'deepObject', schema: { type: 'object' } },
      ]);
    });
    it('no longer applies when one to remove is gone or one to add is there', () => {
      expect(complaints(parameters(['arg2'], 'id'))).to.deep.equal([
        'GET /api/pets/{id} has no parameter arg2',
        'GET /api/pets/{id} has a parameter id by itself now',
      ]);
    });
  });

  describe('parameterType', () => {
    const type: Correction = {
      kind: 'parameterType',
      operations: ['GET /api/pets/{id}'],
      parameter: 'id',
      was: 'string',
      schema: ref('PetId'),
      reason,
    };
    it('gives a parameter another type', () => {
      expect(applied(type).paths['/api/pets/{id}']?.get?.parameters?.[0]?.schema).to.deep.equal(ref('PetId'));
    });
    it('no longer applies when the document changed the type', () => {
      expect(complaints({ ...type, was: 'integer' })).to.deep.equal([
        'parameter id of GET /api/pets/{id} is of another type now',
      ]);
    });
    it('no longer applies without the parameter', () => {
      expect(complaints({ ...type, parameter: 'name' })).to.deep.equal(['GET /api/pets/{id} has no parameter name']);
    });
  });

  describe('addSchema', () => {
    it('adds a schema', () => {
      const draft = applied({ kind: 'addSchema', schema: 'Failure', value: { type: 'object' }, reason });
      expect(draft.components.schemas.Failure).to.deep.equal({ type: 'object' });
    });
    it('no longer applies once the document has it', () => {
      expect(complaints({ kind: 'addSchema', schema: 'Pet', value: {}, reason })).to.deep.equal([
        'the document has a schema Pet by itself now',
      ]);
    });
  });

  describe('replaceSchema', () => {
    const replace = (was: string[]): Correction => ({
      kind: 'replaceSchema',
      schema: 'Owner',
      was,
      value: { oneOf: [ref('Pet')] },
      reason,
    });
    it('replaces a schema', () => {
      expect(applied(replace(['tags'])).components.schemas.Owner).to.deep.equal({ oneOf: [ref('Pet')] });
    });
    it('no longer applies when its properties changed', () => {
      expect(complaints(replace(['tags', 'name']))).to.deep.equal(['schema Owner has the properties tags now']);
    });
  });

  describe('dropProperties', () => {
    const drop = (property: string): Correction => ({
      kind: 'dropProperties',
      schema: 'Pet',
      properties: [property],
      reason,
    });
    it('drops a property, from the required list too', () => {
      const document = smallDocument();
      Object.assign(document.components.schemas.Pet ?? {}, { required: ['owner', 'name'] });
      const pet = applied(drop('owner'), document).components.schemas.Pet;
      expect(pet?.properties).to.have.keys('name', 'state');
      expect(pet?.required).to.deep.equal(['name']);
    });
    it('no longer applies once the property is gone', () => {
      expect(complaints(drop('leash'))).to.deep.equal(['the document has no Pet.leash']);
    });
  });

  describe('property', () => {
    const property = (name: string, was: Schema | null): Correction => ({
      kind: 'property',
      schema: 'Pet',
      property: name,
      was,
      value: { type: 'number' },
      reason,
    });
    it('gives a property another type', () => {
      expect(applied(property('name', { type: 'string' })).components.schemas.Pet?.properties?.name).to.deep.equal({
        type: 'number',
      });
    });
    it('adds a property that the server really sends', () => {
      expect(applied(property('age', null)).components.schemas.Pet?.properties).to.include.keys('age', 'name');
    });
    it('no longer applies when the document says something else', () => {
      expect(complaints(property('name', null))).to.deep.equal(['Pet.name is {"type":"string"} now']);
      expect(complaints(property('age', { type: 'string' }))).to.deep.equal(['Pet.age is null now']);
    });
  });

  describe('required', () => {
    const required = (was: string[], names: string[]): Correction => ({
      kind: 'required',
      schema: 'Pet',
      was,
      required: names,
      reason,
    });
    it('sets the list', () => {
      expect(applied(required([], ['name'])).components.schemas.Pet?.required).to.deep.equal(['name']);
    });
    it('removes a list that is wrong', () => {
      const document = applied(required([], ['name']));
      expect(applied(required(['name'], []), document).components.schemas.Pet).not.to.have.property('required');
    });
    it('no longer applies when the document requires something else', () => {
      expect(complaints(required(['state'], ['name']))).to.deep.equal(['the document requires nothing of Pet now']);
    });
    it('no longer applies to a property that is gone, and does not require it', () => {
      const draft = smallDocument();
      expect(applyCorrection(draft, required([], ['name', 'leash']))).to.deep.equal(['the document has no Pet.leash']);
      expect(draft.components.schemas.Pet?.required).to.deep.equal(['name']);
    });
  });

  describe('namedEnum', () => {
    const named = (values: string[]): Correction => ({ kind: 'namedEnum', schema: 'PetState', values, reason });
    it('names a list of values wherever it stands, in whatever order', () => {
      const list = { type: 'array', items: { type: 'string', enum: ['ASLEEP', 'AWAKE'] } };
      const draft = applied(
        named(['AWAKE', 'ASLEEP']),
        smallDocument({ '/api/states': { get: { responses: answers(list) } } }),
      );
      expect(draft.components.schemas.PetState).to.deep.equal({ type: 'string', enum: ['AWAKE', 'ASLEEP'] });
      expect(draft.components.schemas.Pet?.properties?.state).to.deep.equal(ref('PetState'));
      const content = draft.paths['/api/states']?.get?.responses['200']?.content;
      expect(content?.['application/json']?.schema?.items).to.deep.equal(ref('PetState'));
    });
    it('no longer applies when a value is added', () => {
      expect(complaints(named(['AWAKE', 'ASLEEP', 'LOST']))).to.deep.equal([
        'the document nowhere lists the values AWAKE, ASLEEP, LOST',
      ]);
    });
  });

  describe('bareObjectsAreAnyJson', () => {
    const any: Correction = { kind: 'bareObjectsAreAnyJson', reason };
    it('makes the values of free-form maps any JSON, and leaves maps and objects with fields alone', () => {
      const { Owner, Pet } = applied(any).components.schemas;
      expect(Owner?.properties?.tags).to.deep.equal({ type: 'object', additionalProperties: {} });
      expect(Pet?.type).to.equal('object');
    });
    it('no longer applies when there is none', () => {
      expect(complaints(any, smallDocument({}, { Owner: {} }))).to.deep.equal([
        'the document has no {type: object} without properties',
      ]);
    });
  });

  describe('anyContentIsJson', () => {
    it('names the content type that is sent where none is documented', () => {
      const draft = applied({ kind: 'anyContentIsJson', reason });
      expect(draft.paths['/api/pets/{id}']?.get?.responses['200']?.content).to.deep.equal({
        'application/json': { schema: ref('Pet') },
      });
      expect(complaints({ kind: 'anyContentIsJson', reason }, draft)).to.deep.equal([
        'the document has no content of type */*',
      ]);
    });
  });

  describe('emptyAnswersAre204', () => {
    it('declares empty answers by the one status that is typed as void', () => {
      const draft = applied({ kind: 'emptyAnswersAre204', reason });
      expect(draft.paths['/api/pets']?.post?.responses).to.have.keys('204');
      expect(draft.paths['/api/pets/{id}']?.get?.responses).to.have.keys('200');
      expect(complaints({ kind: 'emptyAnswersAre204', reason }, draft)).to.deep.equal([
        'the document has no 200 without content',
      ]);
    });
  });

  describe('errorModel', () => {
    const model: Correction = { kind: 'errorModel', schema: 'Failure', reason };
    it('gives every operation its errors', () => {
      const draft = applied(model);
      const error = { $ref: '#/components/responses/Error' };
      expect(draft.paths['/api/pets']?.post?.responses.default).to.deep.equal(error);
      expect(draft.paths['/api/pets/{id}']?.get?.responses.default).to.deep.equal(error);
      expect(draft.components.responses?.Error?.content?.['application/json']?.schema).to.deep.equal(ref('Failure'));
    });
    it('no longer applies when an operation documents its errors', () => {
      expect(complaints(model, applied(model))).to.deep.equal([
        'POST /api/pets documents its errors by itself now',
        'GET /api/pets/{id} documents its errors by itself now',
      ]);
    });
  });
});
