import { expect } from 'chai';
import { z } from 'zod';
import type { Schema } from '../../../scripts/generate/openapi-document.js';
import { schemaRef } from '../../../scripts/generate/openapi-document.js';
import { readOperationTable } from './operation-table.js';
import { sampleOf } from './sample-of.js';

describe('sampleOf', () => {
  it('gives a value that the schema allows, for every schema of the document', async () => {
    const { schemas } = await readOperationTable();
    const text = JSON.stringify(schemas).replaceAll(schemaRef(''), '#/$defs/');
    const definitions = JSON.parse(text) as z.core.JSONSchema.JSONSchema['$defs'];
    for (const name of Object.keys(schemas)) {
      const sample = sampleOf({ $ref: schemaRef(name) }, schemas);
      const validator = z.fromJSONSchema({ $ref: `#/$defs/${name}`, $defs: definitions });
      expect(validator.safeParse(sample).error?.issues, name).to.equal(undefined);
    }
  });

  it('gives the same value each time, and one that JSON carries', async () => {
    const { schemas } = await readOperationTable();
    const workflow = sampleOf({ $ref: schemaRef('Workflow') }, schemas);
    expect(sampleOf({ $ref: schemaRef('Workflow') }, schemas)).to.deep.equal(workflow);
    expect(JSON.parse(JSON.stringify(workflow))).to.deep.equal(workflow);
  });

  it('takes constants, listed values, bounds and the first of several arms', () => {
    const schema: Schema = {
      type: 'object',
      properties: {
        kind: { type: 'string', const: 'CAT' },
        state: { $ref: schemaRef('State') },
        paws: { type: 'integer', maximum: 4, minimum: 2 },
        owner: { oneOf: [{ type: 'boolean' }, { type: 'string' }] },
      },
    };
    expect(sampleOf(schema, { State: { type: 'string', enum: ['AWAKE', 'ASLEEP'] } })).to.deep.equal({
      kind: 'CAT',
      state: 'AWAKE',
      paws: 4,
      owner: true,
    });
  });

  it('ends where a schema contains itself, and keeps what is required there', () => {
    const properties = {
      name: { type: 'string', enum: ['n'] },
      nickname: { type: 'string' },
      kittens: { type: 'array', items: { $ref: schemaRef('Cat') } },
    };
    const schemas: Schemas = { Cat: { type: 'object', required: ['name', 'kittens'], properties } };
    const sample = sampleOf({ $ref: schemaRef('Cat') }, schemas);
    expect(sample).to.have.property('kittens').that.has.length(2);
    expect(sample).to.have.nested.property('kittens[0].nickname').that.is.a('string');
    expect(sample).to.have.nested.property('kittens[0].kittens').that.is.empty;
    expect(sampleOf({ $ref: schemaRef('Cat') }, schemas, 'cat', 3)).to.deep.equal({ name: 'n', kittens: [] });
  });

  it('says so where there is no value, or none is known', () => {
    const endless: Schemas = {
      Cat: { type: 'object', required: ['cat'], properties: { cat: { $ref: schemaRef('Cat') } } },
    };
    expect(() => sampleOf({ $ref: schemaRef('Cat') }, endless)).to.throw('its schema demands itself');
    expect(() => sampleOf({ $ref: schemaRef('Dog') }, endless)).to.throw('#/components/schemas/Dog leads nowhere');
    expect(() => sampleOf({ type: 'string', format: 'uuid' }, {})).to.throw('a text of the format uuid');
    expect(() => sampleOf({ type: 'tuple' }, {})).to.throw('of the type "tuple"');
  });
});

type Schemas = Record<string, Schema>;
