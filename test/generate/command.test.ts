import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { ConductorServerError } from '../../scripts/conductor-server.js';
import { canonicaliseDocument, jsonText } from '../../scripts/generate/canonical.js';
import { runCommand } from '../../scripts/generate/command.js';
import { readFolder } from '../../scripts/generate/folder.js';
import type { OpenApiDocument } from '../../scripts/generate/openapi-document.js';
import { provenanceOf } from '../../scripts/generate/provenance.js';
import { testsAtOnce } from '../support/tests-at-once.js';
import type { Answers, ApiServer } from './api-server.js';
import { conductorAnswers, serve } from './api-server.js';
import { shuffled } from './shuffled.js';
import {
  answers,
  makeRoot,
  removeRoots,
  smallCorrections,
  smallDocument,
  smallOverlay,
  writeOverlay,
} from './small-api.js';

const repository = path.resolve(import.meta.dirname, '../..');

interface Run {
  exitCode: number;
  stdout: string;
  /** Without the lines that tell progress. */
  errors: string[];
  progress: string[];
}

const servers: ApiServer[] = [];

async function started(answersOfServer: Answers): Promise<string> {
  const server = await serve(answersOfServer);
  servers.push(server);
  return server.url;
}

async function run(root: string, ...args: string[]): Promise<Run> {
  const lines: string[] = [];
  let stdout = '';
  const exitCode = await runCommand(args, {
    root,
    stdout: (text) => (stdout += text),
    stderr: (line) => lines.push(line),
    withServer: async (version, use) => {
      if (version === '0.0.0') throw new ConductorServerError('There is no Conductor server 0.0.0');
      const url = await started(conductorAnswers(smallDocument(), version ?? '1.2.3'));
      return use({ url, flags: { 'conductor.test': 'true' } });
    },
  });
  const isError = (line: string): boolean => line.startsWith('generate: ');
  return {
    exitCode,
    stdout,
    errors: lines.filter(isError).map((line) => line.slice('generate: '.length)),
    progress: lines.filter((line) => !isError(line)),
  };
}

/** A root with everything generated from the small document. */
async function generatedRoot(): Promise<string> {
  const root = await makeRoot();
  const { exitCode } = await run(root, '--start');
  expect(exitCode).to.equal(0);
  return root;
}

/** A root with the document and the overlay, as it would be committed, but no client. */
async function documentRoot(): Promise<string> {
  const root = await makeRoot();
  const document = canonicaliseDocument(smallDocument());
  const text = jsonText(document);
  await writeFile(path.join(root, 'openapi', 'conductor.json'), text);
  await writeFile(path.join(root, 'openapi', 'source.json'), jsonText(provenanceOf(document, text, '1.2.3', null)));
  return root;
}

/** Runs and expects the root to be as before. */
async function runWithoutTrace(root: string, ...args: string[]): Promise<Run> {
  const before = await readFolder(root);
  const result = await run(root, ...args);
  expect(await readFolder(root)).to.deep.equal(before);
  return result;
}

const read = (root: string, file: string): Promise<string> => readFile(path.join(root, file), 'utf8');

describe('npm run generate', function () {
  this.timeout(60_000);
  const itAtOnce = testsAtOnce();
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
    await removeRoots();
  });

  describe('the first time', () => {
    it('writes the document, where it is from, that there is none before it, and the client', async () => {
      const root = await makeRoot();
      const { exitCode, stdout, errors, progress } = await run(root, '--start', '1.2.3');
      expect([exitCode, errors]).to.deep.equal([0, []]);
      expect(stdout).to.match(
        /Wrote openapi\/conductor\.json, openapi\/source\.json, openapi\/CHANGES\.md, generated\/ \(\d+ files\)\.\n$/,
      );
      expect(progress).to.include('Server 1.2.3: 2 operations, 2 schemas');
      expect(await read(root, 'openapi/conductor.json')).to.equal(jsonText(canonicaliseDocument(smallDocument())));
      expect(JSON.parse(await read(root, 'openapi/source.json'))).to.deep.include({
        server: '1.2.3',
        openapi: '3.1.0',
        document: 'v0',
        operations: 2,
        schemas: 2,
        flags: { 'conductor.test': 'true' },
      });
      expect(await read(root, 'openapi/CHANGES.md')).to.include(
        'The first document, of server 1.2.3: 2 operations, 2 schemas.',
      );
      expect(await read(root, 'generated/sdk.gen.ts')).to.include('export class PetResourceService {');
    });

    it('reads a running server, whose flags nobody knows', async () => {
      const root = await makeRoot();
      const url = await started(conductorAnswers(smallDocument()));
      expect((await run(root, '--server', `${url}/api`)).exitCode).to.equal(0);
      expect(JSON.parse(await read(root, 'openapi/source.json'))).to.deep.include({ server: '1.2.3', flags: null });
    });

    it('has nothing to start from without a source', async () => {
      const { exitCode, errors } = await runWithoutTrace(await makeRoot());
      expect([exitCode, errors]).to.deep.equal([
        1,
        [
          'openapi/conductor.json is missing: restore it from version control, or read a server with --server URL or --start',
        ],
      ]);
    });
  });

  describe('again', () => {
    it('writes nothing from the same document, read offline, from a server, or in another order', async () => {
      const root = await generatedRoot();
      const url = await started(conductorAnswers(shuffled(smallDocument(), 11)));
      for (const source of [[], ['--start'], ['--server', url]]) {
        const { exitCode, stdout } = await runWithoutTrace(root, ...source);
        expect([exitCode, stdout]).to.deep.equal([0, 'Nothing to write: document, overlay and generated/ agree.\n']);
      }
    });

    it('reports what changed, once: the next run leaves the report alone', async () => {
      const root = await generatedRoot();
      const document = smallDocument({ '/api/pets/{id}': { put: { responses: answers({ type: 'string' }) } } });
      const services = { PetResourceService: { 'POST /api/pets': 'createPet', 'PUT /api/pets/{id}': 'savePet' } };
      const corrections = smallCorrections.filter(({ kind }) => kind === 'emptyAnswersAre204');
      await writeOverlay(root, smallOverlay({ services, corrections }));
      const url = await started(conductorAnswers(document, '1.3.0'));

      const first = await run(root, '--server', url);
      expect([first.exitCode, first.errors]).to.deep.equal([0, []]);
      const report = await read(root, 'openapi/CHANGES.md');
      expect(first.stdout).to.include(report);
      expect(report).to.include('From server 1.2.3 to server 1.3.0.');
      expect(report).to.include('## Breaks callers: operations removed\n\n- `GET /api/pets/{id}`\n');
      expect(report).to.include('- `PUT /api/pets/{id}` (PetResourceService.savePet)');
      expect(JSON.parse(await read(root, 'openapi/source.json'))).to.deep.include({ server: '1.3.0', flags: null });

      await runWithoutTrace(root, '--server', url);
      await runWithoutTrace(root);
    });

    it('reports a new version whose API is the same', async () => {
      const root = await generatedRoot();
      expect((await run(root, '--start', '1.2.4')).exitCode).to.equal(0);
      expect(await read(root, 'openapi/CHANGES.md')).to.include('From server 1.2.3 to server 1.2.4.');
      expect(await read(root, 'openapi/CHANGES.md')).to.include('Nothing that callers can see has changed.');
    });

    it('replaces a committed document that is of no use when a server is read, and says so', async () => {
      const root = await generatedRoot();
      await writeFile(path.join(root, 'openapi', 'conductor.json'), '<html>');
      const { exitCode, progress } = await run(root, '--start');
      expect(exitCode).to.equal(0);
      expect(progress).to.include(
        'No earlier document to compare with: openapi/conductor.json is HTML, not an OpenAPI document',
      );
      expect((await run(root, '--check')).exitCode).to.equal(0);
    });
  });

  describe('--check', () => {
    it('agrees with what was generated, and leaves no trace', async () => {
      const { exitCode, stdout, errors } = await runWithoutTrace(await generatedRoot(), '--check');
      expect([exitCode, stdout, errors]).to.deep.equal([0, 'Document, overlay and generated/ agree.\n', []]);
    });

    const remedy = 'run `npm run generate` and commit what it writes';

    it('finds files in generated/ that were edited, removed or added', async () => {
      const root = await generatedRoot();
      await writeFile(path.join(root, 'generated', 'sdk.gen.ts'), '// edited\n', { flag: 'a' });
      await rm(path.join(root, 'generated', 'types.gen.ts'));
      await writeFile(path.join(root, 'generated', 'own.ts'), '');
      const { exitCode, errors } = await runWithoutTrace(root, '--check');
      expect([exitCode, errors]).to.deep.equal([
        1,
        ['generated/own.ts is left over', 'generated/sdk.gen.ts differs', 'generated/types.gen.ts is missing', remedy],
      ]);
    });

    it('finds an edited document, which no run accepts', async () => {
      const root = await generatedRoot();
      const file = path.join(root, 'openapi', 'conductor.json');
      await writeFile(file, (await readFile(file, 'utf8')).replace('ASLEEP', 'SLEEPY'));
      for (const mode of [['--check'], []]) {
        const { exitCode, errors } = await runWithoutTrace(root, ...mode);
        expect([exitCode, errors]).to.deep.equal([
          1,
          [
            'openapi/conductor.json is not the document that openapi/source.json describes (sha256 differs): ' +
              'put what is wrong with it in openapi/corrections and restore it, or read a server again',
          ],
        ]);
      }
    });

    it('finds an edited correction that still applies', async () => {
      const root = await generatedRoot();
      const corrections = smallCorrections.map((correction) =>
        correction.kind === 'required' ? { ...correction, required: ['state'] } : correction,
      );
      await writeOverlay(root, smallOverlay({ corrections }));
      const { exitCode, errors } = await runWithoutTrace(root, '--check');
      expect([exitCode, errors]).to.deep.equal([1, ['generated/types.gen.ts differs', remedy]]);
    });

    it('finds a correction that no longer applies', async () => {
      const root = await generatedRoot();
      const corrections = smallCorrections.map((correction) =>
        correction.kind === 'required' ? { ...correction, was: ['state'] } : correction,
      );
      await writeOverlay(root, smallOverlay({ corrections }));
      const { exitCode, errors } = await runWithoutTrace(root, '--check');
      expect([exitCode, errors]).to.deep.equal([
        1,
        ['correction "required Pet" no longer applies: the document requires nothing of Pet now'],
      ]);
    });

    it('finds an edited name', async () => {
      const root = await generatedRoot();
      const services = { PetResourceService: { 'POST /api/pets': 'makePet', 'GET /api/pets/{id}': 'getPet' } };
      await writeOverlay(root, smallOverlay({ services }));
      const { exitCode, errors } = await runWithoutTrace(root, '--check');
      expect([exitCode, errors]).to.deep.equal([
        1,
        ['generated/index.ts differs', 'generated/sdk.gen.ts differs', 'generated/types.gen.ts differs', remedy],
      ]);
    });

    it('finds a source.json and a CHANGES.md that belong to another document', async () => {
      const root = await generatedRoot();
      const source = JSON.parse(await read(root, 'openapi/source.json')) as Record<string, unknown>;
      await writeFile(path.join(root, 'openapi', 'source.json'), jsonText({ ...source, operations: 3 }));
      await writeFile(path.join(root, 'openapi', 'CHANGES.md'), '# API changes\n');
      const { exitCode, errors } = await runWithoutTrace(root, '--check');
      expect([exitCode, errors]).to.deep.equal([
        1,
        ['openapi/source.json differs', 'openapi/CHANGES.md differs', remedy],
      ]);
    });

    it('finds a missing CHANGES.md', async () => {
      const root = await generatedRoot();
      await rm(path.join(root, 'openapi', 'CHANGES.md'));
      const { exitCode, errors } = await runWithoutTrace(root, '--check');
      expect([exitCode, errors]).to.deep.equal([1, ['openapi/CHANGES.md is missing', remedy]]);
    });

    it('holds the tree against a server', async () => {
      const root = await generatedRoot();
      const url = await started(
        conductorAnswers(smallDocument({}, { Owner: smallDocument().components.schemas.Pet! })),
      );
      const { exitCode, errors } = await runWithoutTrace(root, '--check', '--server', url);
      expect(exitCode).to.equal(1);
      expect(errors).to.deep.equal([
        'correction "bareObjectsAreAnyJson" no longer applies: the document has no {type: object} without properties',
      ]);
    });
  });

  describe('--report-only', () => {
    it('prints what changed and what does not agree, as lines and not as errors', async () => {
      const root = await documentRoot();
      const document = smallDocument({
        '/api/cats': { get: { tags: ['cat'], operationId: 'list', responses: answers({}) } },
      });
      delete document.paths['/api/pets'];
      const url = await started(conductorAnswers(document, '1.3.0'));
      const { exitCode, stdout, errors } = await runWithoutTrace(root, '--server', url, '--report-only');
      expect([exitCode, errors]).to.deep.equal([0, []]);
      expect(stdout).to.include(
        '## Breaks callers: operations removed\n\n- `POST /api/pets` (PetResourceService.createPet)\n',
      );
      expect(stdout.slice(stdout.indexOf('## Names'))).to.equal(
        [
          '## Names and corrections',
          '',
          '- correction "emptyAnswersAre204" no longer applies: the document has no 200 without content',
          '- GET /api/cats has no name: add "GET /api/cats": "list" under "CatResourceService" in openapi/operations.json',
          '- operations of openapi/operations.json among those removed (above): 1',
          '',
        ].join('\n'),
      );
    });

    it('says that all agree', async () => {
      const { exitCode, stdout } = await runWithoutTrace(await documentRoot(), '--report-only');
      expect(exitCode).to.equal(0);
      expect(stdout).to.include('Nothing that callers can see has changed.');
      expect(stdout).to.match(/## Names and corrections\n\nAll agree with the document that was read\.\n$/);
    });
  });

  describe('refuses, with one line, exit code 1 and nothing written,', () => {
    async function refusal(root: string, ...args: string[]): Promise<string> {
      const { exitCode, stdout, errors } = await runWithoutTrace(root, ...args);
      expect([exitCode, stdout]).to.deep.equal([1, '']);
      expect(errors).to.have.length(1);
      return errors[0]!;
    }
    const withDocument = async (text: string): Promise<string> => {
      const root = await documentRoot();
      await writeFile(path.join(root, 'openapi', 'conductor.json'), text);
      return root;
    };

    it('a missing, empty, HTML, invalid or foreign document', async () => {
      const missing = await documentRoot();
      await rm(path.join(missing, 'openapi', 'conductor.json'));
      expect(await refusal(missing)).to.equal(
        'openapi/conductor.json is missing: restore it from version control, or read a server with --server URL or --start',
      );
      expect(await refusal(await withDocument(''))).to.equal(
        'openapi/conductor.json is empty, not an OpenAPI document',
      );
      expect(await refusal(await withDocument('<!doctype html>'))).to.equal(
        'openapi/conductor.json is HTML, not an OpenAPI document',
      );
      expect(await refusal(await withDocument('{"openapi": "3.1.0"'))).to.match(
        /^openapi\/conductor\.json is not valid JSON: [^\n]+$/,
      );
      expect(await refusal(await withDocument('{"status": 500, "message": "no"}'))).to.equal(
        'openapi/conductor.json is not an OpenAPI document: it has no "openapi" version',
      );
    });

    it('a missing or invalid source.json', async () => {
      const root = await documentRoot();
      await writeFile(path.join(root, 'openapi', 'source.json'), '{"server": 3}');
      expect(await refusal(root)).to.match(/^openapi\/source\.json: server: .*; restore it or read a server again$/);
      await rm(path.join(root, 'openapi', 'source.json'));
      expect(await refusal(root)).to.equal(
        'openapi/source.json is missing: restore it from version control, or read a server with --server URL or --start',
      );
    });

    it('an unreachable server', async () => {
      const url = await started({});
      await servers.pop()?.close();
      expect(await refusal(await documentRoot(), '--server', url)).to.equal(
        `${url}/api-docs cannot be reached (ECONNREFUSED): is the server running?`,
      );
    });

    it('a server whose /api-docs answers 500, also when it is only to be reported', async () => {
      const url = await started({ '/api-docs': { status: 500, body: '{"status":500,"message":"no such method"}' } });
      const line =
        `${url}/api-docs answered 500 (no such method): ` +
        'this server cannot describe itself (3.32.1 never can); read one of another version';
      expect(await refusal(await documentRoot(), '--server', url)).to.equal(line);
      expect(await refusal(await documentRoot(), '--server', url, '--report-only')).to.equal(line);
    });

    it('a server that answers HTML', async () => {
      const url = await started({ '/api-docs': { type: 'text/html', body: '<html></html>' } });
      expect(await refusal(await documentRoot(), '--server', url)).to.equal(
        `the answer of ${url}/api-docs is HTML, not an OpenAPI document`,
      );
    });

    it('a server that cannot be started', async () => {
      expect(await refusal(await documentRoot(), '--start', '0.0.0')).to.equal('There is no Conductor server 0.0.0');
    });

    it('an operation without a name', async () => {
      const url = await started(
        conductorAnswers(
          smallDocument({ '/api/cats': { get: { tags: ['cat'], operationId: 'list', responses: answers({}) } } }),
        ),
      );
      expect(await refusal(await generatedRoot(), '--server', url)).to.equal(
        'GET /api/cats has no name: add "GET /api/cats": "list" under "CatResourceService" in openapi/operations.json',
      );
    });

    it('names that the generator can keep apart only by a number', async () => {
      const root = await documentRoot();
      // The schema PetState and the type of the answers of an operation named petState…
      const services = { PetResourceService: { 'POST /api/pets': 'createPet', 'GET /api/pets/{id}': 'pet' } };
      const document = canonicaliseDocument(smallDocument({}, clashing));
      const text = jsonText(document);
      await writeFile(path.join(root, 'openapi', 'conductor.json'), text);
      await writeFile(path.join(root, 'openapi', 'source.json'), jsonText(provenanceOf(document, text, '1.2.3', null)));
      await writeOverlay(root, smallOverlay({ services }));
      expect(await refusal(root)).to.match(
        /^the generator numbered Pet\w+2 because the name was taken: rename what clashes$/,
      );
    });

    it('arguments that make no sense', async () => {
      const root = await documentRoot();
      expect(await refusal(root, '--serve')).to.equal('unknown argument "--serve"; --help lists those there are');
      expect(await refusal(root, '--server')).to.equal('--server needs a URL such as http://localhost:8080/api');
      expect(await refusal(root, '--server', 'localhost:8080')).to.equal(
        '--server needs a URL such as http://localhost:8080/api, not "localhost:8080"',
      );
      expect(await refusal(root, '--start', '--server', 'http://x')).to.equal('give one of --server and --start, once');
      expect(await refusal(root, '--check', '--report-only')).to.equal('give one of --report-only and --check, once');
    });
  });

  it('prints its usage', async () => {
    const { exitCode, stdout } = await runWithoutTrace(await documentRoot(), '--help');
    expect(exitCode).to.equal(0);
    for (const option of ['--server', '--start', '--report-only', '--check']) expect(stdout).to.include(option);
  });

  describe('on the document of this repository', () => {
    it('writes byte for byte what is committed, from a document in any order', async () => {
      const root = await makeRoot();
      await rm(path.join(root, 'openapi'), { recursive: true });
      await mkdir(path.join(root, 'openapi'));
      await cp(path.join(repository, 'openapi'), path.join(root, 'openapi'), { recursive: true });
      const text = await read(repository, 'openapi/conductor.json');
      const { server } = JSON.parse(await read(repository, 'openapi/source.json')) as { server: string };
      const document = shuffled(JSON.parse(text) as OpenApiDocument, 5);
      expect(JSON.stringify(document)).not.to.equal(JSON.stringify(JSON.parse(text)));
      const url = await started(conductorAnswers({ servers: [{ url: 'http://elsewhere' }], ...document }, server));

      const { exitCode, errors } = await run(root, '--server', url);
      expect([exitCode, errors]).to.deep.equal([0, []]);
      for (const folder of ['openapi', 'generated']) {
        expect(await readFolder(path.join(root, folder)), folder).to.deep.equal(
          await readFolder(path.join(repository, folder)),
        );
      }
    });

    itAtOnce('agrees, as a command of its own', async () => {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--import', 'tsx', 'scripts/generate.ts', '--check'],
        { cwd: repository },
      );
      expect(stdout).to.equal('Document, overlay and generated/ agree.\n');
    });

    itAtOnce('fails with exit code 1, as a command of its own', async () => {
      const failed: unknown = await promisify(execFile)(
        process.execPath,
        ['--import', 'tsx', 'scripts/generate.ts', '--server', 'nowhere'],
        { cwd: repository },
      ).catch((error: unknown) => error);
      expect(failed).to.include({ code: 1, stdout: '' });
      expect(failed)
        .to.have.property('stderr')
        .that.matches(/s {2}generate: --server needs a URL such as http:\/\/localhost:8080\/api, not "nowhere"\n$/);
    });
  });
});

/** A schema named like the type that the generator makes of the answers of an operation `pet`. */
const clashing: OpenApiDocument['components']['schemas'] = {
  PetResponse: { type: 'object', properties: { a: { type: 'string' } } },
  Owner: {
    type: 'object',
    properties: {
      tags: { type: 'object', additionalProperties: { type: 'object' } },
      last: { $ref: '#/components/schemas/PetResponse' },
    },
  },
};
