import { expect } from 'chai';
import { nameOperations } from '../../scripts/generate/name-operations.js';
import { smallDocument, smallServices } from './small-api.js';
import type { OpenApiDocument } from '../../scripts/generate/openapi-document.js';

const responses = {};

function suggestions(paths: OpenApiDocument['paths']): string[] {
  return nameOperations(smallDocument(paths), { services: smallServices, dropped: {} }).complaints.map(
    (complaint) => /add (.*) in openapi/.exec(complaint)?.[1] ?? complaint,
  );
}

describe('nameOperations', () => {
  it('names by method and path, whatever the document calls an operation', () => {
    const draft = smallDocument();
    expect(nameOperations(draft, { services: smallServices, dropped: {} })).to.deep.equal({
      complaints: [],
      absent: [],
    });
    expect(draft.paths['/api/pets']?.post?.operationId).to.equal('createPet');
  });

  it('removes what is dropped', () => {
    const draft = smallDocument();
    const services = { PetResourceService: { 'GET /api/pets/{id}': 'getPet' } };
    const naming = nameOperations(draft, { services, dropped: { 'POST /api/pets': 'a second path to the same' } });
    expect(naming).to.deep.equal({ complaints: [], absent: [] });
    expect(draft.paths['/api/pets']).to.deep.equal({});
  });

  it('refuses a name given twice, in whatever class, since types are named after it', () => {
    const services = { ...smallServices, CatResourceService: { 'GET /api/cats': 'getPet' } };
    const { complaints } = nameOperations(smallDocument({ '/api/cats': { get: { responses } } }), {
      services,
      dropped: {},
    });
    expect(complaints).to.deep.equal([
      'openapi/operations.json gives the name getPet twice, the second time to GET /api/cats',
    ]);
  });

  it('suggests the line to add: the own id without its number, under a regular class', () => {
    expect(
      suggestions({ '/api/cats': { get: { tags: ['cat-controller'], operationId: 'listCats_3', responses } } }),
    ).to.deep.equal(['"GET /api/cats": "listCats" under "CatResourceService"']);
  });

  it('suggests a name that is free', () => {
    expect(
      suggestions({ '/api/cats/{id}': { get: { tags: ['cat-resource'], operationId: 'getPet_1', responses } } }),
    ).to.deep.equal(['"GET /api/cats/{id}": "getPetCat" under "CatResourceService"']);
  });

  it('suggests a name to an operation that has neither id nor tag', () => {
    expect(suggestions({ '/api/cats/{id}': { delete: { responses } } })).to.deep.equal([
      '"DELETE /api/cats/{id}": "deleteCats" under "CatsResourceService"',
    ]);
  });
});
