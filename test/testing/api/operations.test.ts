import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { operationTables } from '../../../src/testing/api/api.js';
import { PROJECT } from '../../structure/module-graph.js';

describe('the operations of the in-process Conductor', () => {
  it('are those of the OpenAPI document, each once, and the version', () => {
    const { paths } = JSON.parse(readFileSync(join(PROJECT, 'openapi/conductor.json'), 'utf8')) as {
      readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    };
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const there = operationTables.flatMap((table) => Object.keys(table));
    expect([...there].sort()).to.deep.equal([...documented, 'GET /api/version'].sort());
  });
});
