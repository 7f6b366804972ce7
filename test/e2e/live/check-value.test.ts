import { expect } from 'chai';

import type { OpenApiDocument, Schema } from '../../../scripts/generate/openapi-document.js';
import { checkValue } from './check-value.js';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const document: OpenApiDocument = {
  openapi: '3.1.0',
  paths: {},
  components: {
    schemas: {
      Colour: { type: 'string', enum: ['red', 'blue'] },
      Item: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string' },
          size: { type: 'integer' },
          weight: { type: 'number' },
          colour: ref('Colour'),
          parts: { type: 'array', items: ref('Item') },
          any: {},
          maybe: { type: ['string', 'null'] },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
          free: { type: 'object', additionalProperties: {} },
        },
      },
      Boxed: { allOf: [{ type: 'object', required: ['kind'], properties: { kind: { const: 'boxed' } } }, ref('Item')] },
      Either: { oneOf: [ref('Boxed'), { type: 'object', properties: { kind: { const: 'loose' }, left: {} } }] },
    },
  },
};

const check = (value: unknown, schema: Schema = ref('Item')): string[] => checkValue(value, schema, document);

describe('holding an answer against the document', () => {
  it('has nothing to say about one that agrees', () => {
    const item = {
      ...{ id: 'a', size: 1, weight: 1.5, colour: 'red', any: { thing: [null] }, maybe: null },
      ...{ labels: { 'a b': 'c' }, free: { x: { y: null } }, parts: [{ id: 'b', parts: [] }] },
    };
    expect(check(item)).to.deep.equal([]);
  });

  it('tells fields that the document does not have, with their place', () => {
    expect(check({ id: 'a', parts: [{ id: 'b', new: [1] }], 'odd name': 1 })).to.deep.equal([
      '$.parts[0].new is unknown: [1]',
      '$["odd name"] is unknown: 1',
    ]);
  });

  it('tells required fields that are missing', () => {
    expect(check({ parts: [{}] })).to.deep.equal(['$.id is missing', '$.parts[0].id is missing']);
  });

  it('tells values of another type', () => {
    expect(check({ id: 1, size: 1.5, weight: '2', parts: {}, labels: { a: 1 }, free: [] })).to.deep.equal([
      '$.id is 1, not string',
      '$.size is 1.5, not integer',
      '$.weight is of type string, not number',
      '$.parts is of type object, not array',
      '$.labels.a is 1, not string',
      '$.free is an array, not object',
    ]);
    expect(check({ id: null })).to.deep.equal(['$.id is null, not string']);
    expect(check('text')).to.deep.equal(['$ is of type string, not object']);
  });

  it('tells values that an enum lacks', () => {
    expect(check({ id: 'a', colour: 'green' })).to.deep.equal(['$.colour is "green", which is none of "red", "blue"']);
  });

  it('goes by the alternative that fits best', () => {
    expect(check({ kind: 'boxed', id: 'a' }, ref('Either'))).to.deep.equal([]);
    expect(check({ kind: 'loose', left: 1 }, ref('Either'))).to.deep.equal([]);
    expect(check({ kind: 'loose', right: 1 }, ref('Either'))).to.deep.equal(['$.right is unknown: 1']);
    expect(check({ kind: 'boxed', id: 'a', lid: 1 }, ref('Either'))).to.deep.equal(['$.lid is unknown: 1']);
  });
});
