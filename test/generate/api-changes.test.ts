import { expect } from 'chai';
import { apiChanges } from '../../scripts/generate/api-changes/api-changes.js';
import { changeReport } from '../../scripts/generate/api-changes/report.js';
import { jsonText } from '../../scripts/generate/canonical.js';
import type { OpenApiDocument, Operation, Parameter, Schema } from '../../scripts/generate/openapi-document.js';
import { provenanceOf } from '../../scripts/generate/provenance.js';
import { shuffled } from './shuffled.js';
import { answers, ok, ref, smallDocument } from './small-api.js';

function changes(before: OpenApiDocument, after: OpenApiDocument): string[] {
  return apiChanges(before, after).changes.map(({ effect, subject, text }) => `${effect}: ${subject} ${text}`);
}

/** The changes from one form of an operation to another. */
function ofOperation(before: Partial<Operation>, after: Partial<Operation>): string[] {
  const document = (operation: Partial<Operation>) =>
    smallDocument({ '/api/cats': { put: { tags: ['cat'], responses: answers({ type: 'string' }), ...operation } } });
  return changes(document(before), document(after));
}

/** The changes from one form of a schema to another, which callers send, receive, or both. */
function ofSchema(before: Schema, after: Schema, direction: 'sent' | 'received' | 'both'): string[] {
  const document = (cat: Schema) =>
    smallDocument(
      {
        '/api/cats': {
          put: {
            ...(direction === 'received'
              ? {}
              : { requestBody: { content: { 'application/json': { schema: ref('Cat') } } } }),
            responses: direction === 'sent' ? { 200: ok } : answers(ref('Cat')),
          },
        },
      },
      { Cat: cat },
    );
  return changes(document(before), document(after));
}

const fields = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required }),
});
const text: Schema = { type: 'string' };
const query = (parts: Partial<Parameter> = {}): Parameter => ({ name: 'size', in: 'query', schema: text, ...parts });

describe('apiChanges', () => {
  it('finds nothing between documents that differ in order only', () => {
    const { operations, schemas, changes: found } = apiChanges(smallDocument(), shuffled(smallDocument(), 3));
    expect([found, operations.added, operations.removed, schemas.added, schemas.removed]).to.deep.equal([
      [],
      [],
      [],
      [],
      [],
    ]);
  });

  it('finds operations added and removed', () => {
    const more = smallDocument({ '/api/cats': { get: { responses: answers(text) } } });
    expect(apiChanges(smallDocument(), more).operations).to.deep.equal({
      before: 2,
      after: 3,
      added: ['GET /api/cats'],
      removed: [],
    });
    expect(apiChanges(more, smallDocument()).operations.removed).to.deep.equal(['GET /api/cats']);
  });

  it('finds what the notes of a server upgrade must say, and nothing else: one line for one change', () => {
    const before = smallDocument();
    const after = smallDocument(
      {
        '/api/pets/{id}': {
          get: {
            tags: ['pet-controller'],
            operationId: 'get_9',
            parameters: [{ name: 'id', in: 'path', required: true, schema: text }, query({ required: true })],
            responses: answers(ref('Pet'), '*/*'),
          },
        },
      },
      { Owner: fields({ tags: { type: 'object', additionalProperties: { type: 'object' } }, phone: text }) },
    );
    delete after.paths['/api/pets'];
    expect(apiChanges(before, after).operations.removed).to.deep.equal(['POST /api/pets']);
    expect(changes(before, after)).to.deep.equal([
      'adds: Owner.phone added',
      'breaks: GET /api/pets/{id} gains the required query parameter size',
    ]);
  });

  describe('of an operation', () => {
    it('tells a moved tag and a deprecation', () => {
      expect(ofOperation({}, { tags: ['dog'] })).to.deep.equal(['check: PUT /api/cats moves from cat to dog']);
      expect(ofOperation({}, { deprecated: true })).to.deep.equal(['check: PUT /api/cats is deprecated now']);
      expect(ofOperation({ deprecated: true }, {})).to.deep.equal([]);
    });

    it('tells what happens to parameters', () => {
      expect(ofOperation({}, { parameters: [query()] })).to.deep.equal([
        'adds: PUT /api/cats gains the query parameter size',
      ]);
      expect(ofOperation({}, { parameters: [query({ required: true })] })).to.deep.equal([
        'breaks: PUT /api/cats gains the required query parameter size',
      ]);
      expect(ofOperation({ parameters: [query()] }, {})).to.deep.equal([
        'check: PUT /api/cats loses the query parameter size: the server ignores it',
      ]);
      expect(ofOperation({ parameters: [query()] }, { parameters: [query({ required: true })] })).to.deep.equal([
        'breaks: PUT /api/cats requires the query parameter size now',
      ]);
      expect(ofOperation({ parameters: [query({ required: true })] }, { parameters: [query()] })).to.deep.equal([
        'adds: PUT /api/cats no longer requires the query parameter size',
      ]);
      const number = query({ schema: { type: 'integer', format: 'int32' } });
      expect(ofOperation({ parameters: [query()] }, { parameters: [number] })).to.deep.equal([
        'breaks: PUT /api/cats query parameter size is int32 instead of string',
      ]);
      const [ten, twenty] = [10, 20].map((value) => query({ schema: { type: 'integer', default: value } }));
      expect(ofOperation({ parameters: [ten!] }, { parameters: [twenty!] })).to.deep.equal([
        'check: PUT /api/cats query parameter size default is 20 instead of 10',
      ]);
    });

    it('tells what happens to the body', () => {
      const body = (required: boolean, schema: Schema = text, type = 'application/json') => ({
        requestBody: { required, content: { [type]: { schema } } },
      });
      expect(ofOperation({}, body(true))).to.deep.equal(['breaks: PUT /api/cats requires a body now']);
      expect(ofOperation({}, body(false))).to.deep.equal(['adds: PUT /api/cats takes a body now']);
      expect(ofOperation(body(true), {})).to.deep.equal(['check: PUT /api/cats no longer takes a body']);
      expect(ofOperation(body(false), body(true))).to.deep.equal(['breaks: PUT /api/cats requires its body now']);
      expect(ofOperation(body(true), body(false))).to.deep.equal(['adds: PUT /api/cats no longer requires its body']);
      expect(ofOperation(body(true), body(true, ref('Pet')))).to.deep.equal([
        'breaks: PUT /api/cats body is Pet as application/json instead of string as application/json',
      ]);
      expect(ofOperation(body(true), body(true, text, 'text/plain'))).to.deep.equal([
        'breaks: PUT /api/cats body is string as text/plain instead of string as application/json',
      ]);
    });

    it('tells what happens to answers', () => {
      expect(ofOperation({}, { responses: { ...answers(text), 204: ok } })).to.deep.equal([
        'check: PUT /api/cats may answer 204 now',
      ]);
      expect(ofOperation({ responses: { ...answers(text), 204: ok } }, {})).to.deep.equal([
        'check: PUT /api/cats no longer answers 204',
      ]);
      expect(ofOperation({}, { responses: answers({ type: 'array', items: ref('Pet') }) })).to.deep.equal([
        'breaks: PUT /api/cats 200 is Pet[] as application/json instead of string as application/json',
      ]);
    });
  });

  describe('of a schema, by who writes it', () => {
    it('tells a field removed: an answer without it breaks its readers, a request with it is still taken', () => {
      const [before, after] = [fields({ name: text, age: text }), fields({ name: text })];
      expect(ofSchema(before, after, 'received')).to.deep.equal(['breaks: Cat.age removed from what the server sends']);
      expect(ofSchema(before, after, 'sent')).to.deep.equal([
        'check: Cat.age removed from what callers send: the server ignores it',
      ]);
      expect(ofSchema(before, after, 'both')).to.deep.equal(['breaks: Cat.age removed from what the server sends']);
    });

    it('tells a field added: callers must know one that is required of them', () => {
      const [before, after] = [fields({ name: text }), fields({ name: text, age: text }, ['age'])];
      expect(ofSchema(before, after, 'sent')).to.deep.equal(['breaks: Cat.age added, and required of callers']);
      expect(ofSchema(before, after, 'received')).to.deep.equal(['adds: Cat.age added']);
      expect(ofSchema(before, fields({ name: text, age: text }), 'sent')).to.deep.equal(['adds: Cat.age added']);
    });

    it('tells a field that becomes required or optional', () => {
      const [may, must] = [fields({ name: text }), fields({ name: text }, ['name'])];
      expect(ofSchema(may, must, 'sent')).to.deep.equal(['breaks: Cat.name is required now']);
      expect(ofSchema(may, must, 'received')).to.deep.equal(['adds: Cat.name is always sent now']);
      expect(ofSchema(must, may, 'received')).to.deep.equal(['breaks: Cat.name may be missing now']);
      expect(ofSchema(must, may, 'sent')).to.deep.equal(['adds: Cat.name is no longer required']);
    });

    it('tells a field of another type, however deep it is', () => {
      const deep = (schema: Schema): Schema =>
        fields({ list: { type: 'array', items: { type: 'object', additionalProperties: fields({ x: schema }) } } });
      expect(ofSchema(deep(text), deep({ type: 'integer', format: 'int64' }), 'received')).to.deep.equal([
        'breaks: Cat.list[]{}.x is int64 instead of string',
      ]);
    });

    it('tells values removed and added', () => {
      const sort = (...values: string[]): Schema => fields({ sort: { type: 'string', enum: values } });
      expect(ofSchema(sort('A', 'B'), sort('B', 'A'), 'both')).to.deep.equal([]);
      expect(ofSchema(sort('A', 'B'), sort('A'), 'sent')).to.deep.equal(['breaks: Cat.sort loses the value B']);
      expect(ofSchema(sort('A'), sort('A', 'B'), 'received')).to.deep.equal(['check: Cat.sort gains the value B']);
      expect(ofSchema(sort('A'), sort('A', 'B'), 'sent')).to.deep.equal(['adds: Cat.sort gains the value B']);
      expect(ofSchema(fields({ sort: text }), sort('A'), 'sent')).to.deep.equal(['breaks: Cat.sort is limited to A']);
      expect(ofSchema(fields({ sort: text }), sort('A'), 'received')).to.deep.equal([
        'check: Cat.sort is limited to A',
      ]);
      expect(ofSchema(sort('A'), fields({ sort: text }), 'sent')).to.deep.equal([
        'check: Cat.sort is no longer limited to a list of values',
      ]);
    });

    it('tells limits and defaults that change', () => {
      const before = fields({ size: { type: 'integer', minimum: 1 } });
      const after = fields({ size: { type: 'integer', default: 5, deprecated: true } });
      expect(ofSchema(before, after, 'sent')).to.deep.equal([
        'check: Cat.size default is 5 instead of none',
        'check: Cat.size is deprecated now',
        'check: Cat.size minimum is none instead of 1',
      ]);
    });

    it('says nothing about schemas that nobody uses', () => {
      const unused = (schema: Schema) => smallDocument({}, { Unused: schema });
      expect(changes(unused(fields({ a: text })), unused(fields({})))).to.deep.equal([]);
      expect(apiChanges(smallDocument(), unused(text)).schemas.added).to.deep.equal([]);
    });

    it('says nothing about fields that our corrections leave out, nor about what only they lead to', () => {
      const document = (schema: Schema) =>
        smallDocument({}, { Pet: fields({ name: text, raw: ref('Raw') }), Raw: schema });
      const hidden = new Set(['Pet.raw']);
      expect(apiChanges(document(text), document({ type: 'integer' })).changes).to.have.length(1);
      expect(apiChanges(document(text), document({ type: 'integer' }), hidden).changes).to.deep.equal([]);
    });
  });
});

describe('changeReport', () => {
  const report = (before: OpenApiDocument, after: OpenApiDocument, versions = ['1.0.0', '1.1.0']) =>
    changeReport({
      before: provenanceOf(before, jsonText(before), versions[0]!, null),
      after: { ...provenanceOf(after, jsonText(after), versions[1]!, null), sha256: 'abc' },
      changes: apiChanges(before, after),
      names: new Map([['POST /api/pets', { service: 'PetResourceService', method: 'createPet' }]]),
    });

  it('counts, sorts by what it means to callers, and names the methods', () => {
    const after = smallDocument(
      { '/api/cats': { get: { responses: answers(ref('Cat')) } } },
      { Cat: fields({ name: text }), Owner: fields({}) },
    );
    delete after.paths['/api/pets'];
    expect(report(smallDocument(), after)).to.equal(
      [
        '# API changes',
        '',
        'From server 1.0.0 to server 1.1.0.',
        '',
        '| | before | after | added | removed |',
        '|---|---:|---:|---:|---:|',
        '| operations | 2 | 2 | 1 | 1 |',
        '| schemas in use | 2 | 3 | 1 | 0 |',
        '',
        'Of these and of the changes within operations and schemas, 2 break callers, 0 want a look, 1 only add.',
        '',
        '## Breaks callers: operations removed',
        '',
        '- `POST /api/pets` (PetResourceService.createPet)',
        '',
        '## Breaks callers: changed',
        '',
        '- `Owner.tags` removed from what the server sends',
        '',
        '## Only adds: operations',
        '',
        '- `GET /api/cats`',
        '',
        '## Schemas added',
        '',
        'Cat',
        '',
        'Document: sha256 abc',
        '',
      ].join('\n'),
    );
  });

  it('says that nothing changed', () => {
    expect(report(smallDocument(), smallDocument())).to.include('\nNothing that callers can see has changed.\n');
  });

  it('says which way it looks when the other server is older', () => {
    expect(report(smallDocument(), smallDocument(), ['1.10.0', '1.9.0'])).to.include(
      'From server 1.10.0 to server 1.9.0, which is older: what is removed here is what it does not have yet.',
    );
  });
});
