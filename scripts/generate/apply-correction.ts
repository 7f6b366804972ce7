import { isDeepStrictEqual } from 'node:util';
import type { Correction, CorrectionOf } from './correction.js';
import type { Answer, Content, OpenApiDocument, Operation, Schema } from './openapi-document.js';
import { findOperation, operationsOf, parseOperationKey, schemaRef } from './openapi-document.js';
import { changeSchemas } from './schema-walk.js';

/**
 * Applies one correction to the draft, which the caller owns and which is changed in place.
 * Returns what speaks against it, one sentence each: nothing if it applied as written. Parts that do apply are applied
 * even so, since a document of another server version still wants them.
 */
export function applyCorrection(draft: OpenApiDocument, correction: Correction): string[] {
  switch (correction.kind) {
    case 'addOperation':
      return addOperation(draft, correction);
    case 'answer':
      return correction.operations.flatMap((key) => correctAnswer(draft, key, correction));
    case 'body':
      return correctBody(draft, correction);
    case 'parameters':
      return correctParameters(draft, correction);
    case 'parameterType':
      return correction.operations.flatMap((key) => correctParameterType(draft, key, correction));
    case 'addSchema':
      return addSchema(draft, correction);
    case 'replaceSchema':
      return replaceSchema(draft, correction);
    case 'dropProperties':
      return correction.properties.flatMap((property) => dropProperty(draft, correction.schema, property));
    case 'property':
      return correctProperty(draft, correction);
    case 'required':
      return correctRequired(draft, correction);
    case 'namedEnum':
      return nameEnum(draft, correction);
    case 'bareObjectsAreAnyJson':
      return bareObjectsAreAnyJson(draft);
    case 'anyContentIsJson':
      return anyContentIsJson(draft);
    case 'emptyAnswersAre204':
      return emptyAnswersAre204(draft);
    case 'errorModel':
      return addErrorModel(draft, correction);
  }
}

function addOperation(draft: OpenApiDocument, { operation: key, value }: CorrectionOf<'addOperation'>): string[] {
  if (findOperation(draft, key) !== undefined) return [`the document has ${key} by itself now`];
  const parsed = parseOperationKey(key);
  if (parsed === undefined) return [`${key} is not a method and a path`];
  draft.paths[parsed.path] = { ...draft.paths[parsed.path], [parsed.method]: structuredClone(value) };
  return [];
}

function correctAnswer(draft: OpenApiDocument, key: string, correction: CorrectionOf<'answer'>): string[] {
  const operation = findOperation(draft, key);
  if (operation === undefined) return [`the document has no ${key}`];
  const present = operation.responses[correction.status];
  const types = present === undefined ? null : contentTypes(present.content);
  const wanted: Answer = {
    description: present?.description ?? statusText[correction.status] ?? 'As documented by the server',
    ...asContent(correction.content),
  };
  operation.responses[correction.status] = wanted;
  return sameList(types, correction.was) ? [] : [`${key} answers ${correction.status} with ${listText(types)} now`];
}

const statusText: Record<string, string | undefined> = {
  '204': 'No Content',
  '404': 'Not Found',
  '409': 'Conflict',
};

function correctBody(draft: OpenApiDocument, correction: CorrectionOf<'body'>): string[] {
  const operation = findOperation(draft, correction.operation);
  if (operation === undefined) return [`the document has no ${correction.operation}`];
  const types = contentTypes(operation.requestBody?.content);
  const { content } = asContent(correction.content);
  operation.requestBody = { content: content ?? {}, required: correction.required };
  return sameList(types, correction.was) ? [] : [`${correction.operation} takes ${listText(types)} now`];
}

function correctParameters(draft: OpenApiDocument, correction: CorrectionOf<'parameters'>): string[] {
  const operation = findOperation(draft, correction.operation);
  if (operation === undefined) return [`the document has no ${correction.operation}`];
  const present = operation.parameters ?? [];
  const complaints = [
    ...correction.remove
      .filter((name) => !present.some((parameter) => parameter.name === name))
      .map((name) => `${correction.operation} has no parameter ${name}`),
    ...correction.add
      .filter(({ name }) => present.some((parameter) => parameter.name === name))
      .map(({ name }) => `${correction.operation} has a parameter ${name} by itself now`),
  ];
  const replaced = new Set([...correction.remove, ...correction.add.map(({ name }) => name)]);
  operation.parameters = [...present.filter(({ name }) => !replaced.has(name)), ...structuredClone(correction.add)];
  return complaints;
}

function correctParameterType(
  draft: OpenApiDocument,
  key: string,
  correction: CorrectionOf<'parameterType'>,
): string[] {
  const operation = findOperation(draft, key);
  if (operation === undefined) return [`the document has no ${key}`];
  const parameter = operation.parameters?.find(({ name }) => name === correction.parameter);
  if (parameter === undefined) return [`${key} has no parameter ${correction.parameter}`];
  const { type, enum: values } = parameter.schema;
  parameter.schema = structuredClone(correction.schema);
  return type === correction.was && values === undefined
    ? []
    : [`parameter ${correction.parameter} of ${key} is of another type now`];
}

function addSchema(draft: OpenApiDocument, { schema, value }: CorrectionOf<'addSchema'>): string[] {
  const present = draft.components.schemas[schema];
  draft.components.schemas[schema] = structuredClone(value);
  return present === undefined ? [] : [`the document has a schema ${schema} by itself now`];
}

function replaceSchema(draft: OpenApiDocument, { schema, was, value }: CorrectionOf<'replaceSchema'>): string[] {
  const present = draft.components.schemas[schema];
  if (present === undefined) return [`the document has no schema ${schema}`];
  const properties = Object.keys(present.properties ?? {});
  draft.components.schemas[schema] = structuredClone(value);
  return sameList(properties, was) ? [] : [`schema ${schema} has the properties ${listText(properties)} now`];
}

function dropProperty(draft: OpenApiDocument, schema: string, property: string): string[] {
  const present = draft.components.schemas[schema];
  if (present?.properties?.[property] === undefined) return [`the document has no ${schema}.${property}`];
  const { [property]: _dropped, ...others } = present.properties;
  present.properties = others;
  setRequired(
    present,
    present.required?.filter((name) => name !== property),
  );
  return [];
}

function correctProperty(draft: OpenApiDocument, correction: CorrectionOf<'property'>): string[] {
  const schema = draft.components.schemas[correction.schema];
  if (schema === undefined) return [`the document has no schema ${correction.schema}`];
  const present = schema.properties?.[correction.property] ?? null;
  schema.properties = { ...schema.properties, [correction.property]: structuredClone(correction.value) };
  return isDeepStrictEqual(present, correction.was)
    ? []
    : [`${correction.schema}.${correction.property} is ${JSON.stringify(present)} now`];
}

function correctRequired(draft: OpenApiDocument, correction: CorrectionOf<'required'>): string[] {
  const schema = draft.components.schemas[correction.schema];
  if (schema === undefined) return [`the document has no schema ${correction.schema}`];
  const present = schema.required ?? [];
  const properties = schema.properties ?? {};
  const missing = correction.required.filter((name) => properties[name] === undefined);
  setRequired(
    schema,
    correction.required.filter((name) => properties[name] !== undefined),
  );
  return [
    ...missing.map((name) => `the document has no ${correction.schema}.${name}`),
    ...(sameList(present, correction.was)
      ? []
      : [`the document requires ${listText(present)} of ${correction.schema} now`]),
  ];
}

function nameEnum(draft: OpenApiDocument, { schema: name, values }: CorrectionOf<'namedEnum'>): string[] {
  let uses = 0;
  changeSchemas(draft, (schema, place) => {
    if (place === name || !sameList(schema.enum ?? null, values)) return schema;
    uses += 1;
    return { $ref: schemaRef(name) };
  });
  if (uses === 0) return [`the document nowhere lists the values ${values.join(', ')}`];
  const present = draft.components.schemas[name];
  if (present !== undefined) return [`the document has a schema ${name} by itself now`];
  draft.components.schemas[name] = { type: 'string', enum: [...values] };
  return [];
}

function bareObjectsAreAnyJson(draft: OpenApiDocument): string[] {
  let uses = 0;
  changeSchemas(draft, (schema) => {
    if (!isBareObject(schema)) return schema;
    uses += 1;
    const { type: _type, ...rest } = schema;
    return rest;
  });
  return uses > 0 ? [] : ['the document has no {type: object} without properties'];
}

function isBareObject(schema: Schema): boolean {
  const says = ['properties', 'additionalProperties', 'allOf', 'anyOf', 'oneOf', 'enum', '$ref'];
  return schema.type === 'object' && says.every((keyword) => schema[keyword] === undefined);
}

function anyContentIsJson(draft: OpenApiDocument): string[] {
  let uses = 0;
  for (const content of contentsOf(draft)) {
    const any = content['*/*'];
    if (any === undefined) continue;
    uses += 1;
    delete content['*/*'];
    content['application/json'] ??= any;
  }
  return uses > 0 ? [] : ['the document has no content of type */*'];
}

function emptyAnswersAre204(draft: OpenApiDocument): string[] {
  let uses = 0;
  for (const { operation } of operationsOf(draft)) {
    const ok = operation.responses['200'];
    if (ok === undefined || ok.content !== undefined || ok.$ref !== undefined) continue;
    uses += 1;
    const { '200': _empty, ...others } = operation.responses;
    operation.responses = { ...others, '204': { description: 'An empty answer' } };
  }
  return uses > 0 ? [] : ['the document has no 200 without content'];
}

function addErrorModel(draft: OpenApiDocument, { schema }: CorrectionOf<'errorModel'>): string[] {
  const complaints = operationsOf(draft)
    .filter(({ operation }) => operation.responses.default !== undefined)
    .map(({ key }) => `${key} documents its errors by itself now`);
  const error: Answer = {
    description: 'An error',
    content: { 'application/json': { schema: { $ref: schemaRef(schema) } } },
  };
  draft.components.responses = { ...draft.components.responses, Error: error };
  for (const { operation } of operationsOf(draft)) {
    operation.responses.default = { $ref: '#/components/responses/Error' };
  }
  return complaints;
}

function contentsOf(draft: OpenApiDocument): Content[] {
  const ofOperation = (operation: Operation): (Content | undefined)[] => [
    operation.requestBody?.content,
    ...Object.values(operation.responses).map((answer) => answer.content),
  ];
  return operationsOf(draft)
    .flatMap(({ operation }) => ofOperation(operation))
    .filter((content) => content !== undefined);
}

/** The content of an answer or body; an answer without any has no `content` key at all. */
function asContent(content: Record<string, Schema>): { content?: Content } {
  const entries = Object.entries(content);
  if (entries.length === 0) return {};
  return { content: Object.fromEntries(entries.map(([type, schema]) => [type, { schema: structuredClone(schema) }])) };
}

function setRequired(schema: Schema, names: string[] | undefined): void {
  if (names === undefined || names.length === 0) delete schema.required;
  else schema.required = names;
}

function contentTypes(content: Content | undefined): string[] {
  return Object.keys(content ?? {});
}

/** Equal as sets; null (there is none) equals null only. */
function sameList(left: readonly unknown[] | null, right: readonly unknown[] | null): boolean {
  if (left === null || right === null) return left === right;
  return left.length === right.length && left.every((item) => right.includes(item));
}

function listText(list: readonly string[] | null): string {
  return list === null || list.length === 0 ? 'nothing' : list.join(', ');
}
