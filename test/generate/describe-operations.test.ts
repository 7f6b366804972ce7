import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { describeOperations } from '../../scripts/generate/describe-operations.js';
import { normalise } from '../../scripts/generate/normalise.js';
import { readOverlay } from '../../scripts/generate/overlay.js';
import { parseDocument } from '../../scripts/generate/parse-document.js';
import { smallDocument, smallOverlay } from './small-api.js';

describe('describeOperations', () => {
  it('says what each method sends and may get', () => {
    const { document } = normalise(smallDocument(), smallOverlay());
    expect(describeOperations(document)).to.deep.equal([
      {
        service: 'PetResourceService',
        method: 'createPet',
        verb: 'POST',
        path: '/api/pets',
        parameters: [],
        answers: [{ status: 204, contentTypes: [] }],
      },
      {
        service: 'PetResourceService',
        method: 'getPet',
        verb: 'GET',
        path: '/api/pets/{id}',
        parameters: [{ name: 'id', in: 'path', required: true, style: 'simple', schema: { type: 'string' } }],
        answers: [{ status: 200, contentTypes: ['application/json'], schema: { $ref: '#/components/schemas/Pet' } }],
      },
    ]);
  });

  it('wants a document that was normalised', () => {
    expect(() => describeOperations({ ...smallDocument(), paths: { '/a': { get: { responses: {} } } } })).to.throw(
      'GET /a has no name: describe a document that was normalised',
    );
  });

  it('tells text, binary, event streams, lists and maps of this API apart', async () => {
    const openapi = path.resolve(import.meta.dirname, '../../openapi');
    const document = parseDocument(await readFile(path.join(openapi, 'conductor.json'), 'utf8'), 'conductor.json');
    const operations = describeOperations(normalise(document, await readOverlay(openapi)).document);
    const find = (method: string) => operations.find((operation) => operation.method === method);

    expect(operations).to.have.length(163);
    expect(find('addTaskLog')?.body).to.deep.include({ contentType: 'text/plain', required: true });
    expect(find('uploadFileContent')?.body?.contentType).to.equal('application/octet-stream');
    expect(find('downloadFileContent')?.answers[0]?.contentTypes).to.deep.equal(['application/octet-stream']);
    expect(find('streamAgent')?.answers[0]?.contentTypes).to.deep.equal(['text/event-stream']);
    expect(find('getTaskQueueSizes')?.parameters[0]?.style).to.equal('form');
    expect(find('skipTaskFromWorkflow')?.parameters.filter(({ style }) => style === 'deepObject')).to.have.length(2);
    expect(find('poll')?.answers.map(({ status }) => status)).to.deep.equal([200, 204]);
    expect(find('getHealth')?.path).to.equal('/health');
  });
});
