/** The parts of an OpenAPI 3.0 or 3.1 document that a Conductor server fills in. Everything else is carried along untouched. */
export interface OpenApiDocument {
  openapi: string;
  info?: { title?: string; version?: string; [key: string]: unknown };
  servers?: unknown[];
  paths: Record<string, PathItem>;
  components: { schemas: Record<string, Schema>; responses?: Record<string, Answer>; [key: string]: unknown };
  [key: string]: unknown;
}

type PathItem = Partial<Record<HttpMethod, Operation>>;

export interface Operation {
  operationId?: string;
  tags?: string[];
  summary?: string;
  description?: string;
  deprecated?: boolean;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Content; [key: string]: unknown };
  responses: Record<string, Answer>;
  [key: string]: unknown;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  style?: string;
  explode?: boolean;
  schema: Schema;
  [key: string]: unknown;
}

/** What the server may answer with one status: a description and the content by media type, or a reference to such. */
export interface Answer {
  description?: string;
  content?: Content;
  $ref?: string;
  [key: string]: unknown;
}

export type Content = Record<string, { schema?: Schema; [key: string]: unknown }>;

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  deprecated?: boolean;
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  [key: string]: unknown;
}

const httpMethods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'] as const;
export type HttpMethod = (typeof httpMethods)[number];

/** METHOD and path, such as `GET /api/tasks/{taskId}`: the one stable name of an operation. */
type OperationKey = `${Uppercase<HttpMethod>} /${string}`;

export interface OperationEntry {
  key: OperationKey;
  path: string;
  method: HttpMethod;
  operation: Operation;
}

/** Every operation of the document, in document order. */
export function operationsOf(document: OpenApiDocument): OperationEntry[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    httpMethods.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ key: operationKey(method, path), path, method, operation }];
    }),
  );
}

function operationKey(method: HttpMethod, path: string): OperationKey {
  return `${method.toUpperCase()} ${path}` as OperationKey;
}

/** `GET /api/version` → its method in lower case and its path; undefined for anything else. */
export function parseOperationKey(key: string): { method: HttpMethod; path: string } | undefined {
  const [verb, path] = key.split(' ');
  const method = httpMethods.find((candidate) => candidate.toUpperCase() === verb);
  return method === undefined || path === undefined ? undefined : { method, path };
}

export function findOperation(document: OpenApiDocument, key: string): Operation | undefined {
  const parsed = parseOperationKey(key);
  return parsed === undefined ? undefined : document.paths[parsed.path]?.[parsed.method];
}

const schemaPrefix = '#/components/schemas/';

export function schemaRef(name: string): string {
  return `${schemaPrefix}${name}`;
}

/** The schema that a `$ref` names; undefined for a reference to anything else. */
export function referencedSchema(ref: string): string | undefined {
  return ref.startsWith(schemaPrefix) ? ref.slice(schemaPrefix.length) : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Why a parsed JSON value is not a document to generate from; undefined if it is one. */
export function whyNotADocument(value: unknown): string | undefined {
  if (!isRecord(value)) return 'the JSON is not an object';
  if (typeof value.openapi !== 'string') return 'it has no "openapi" version';
  if (!value.openapi.startsWith('3.')) return `its OpenAPI version is ${value.openapi}, not 3.x`;
  if (!isRecord(value.paths) || Object.keys(value.paths).length === 0) return 'it has no paths';
  if (!isRecord(value.components) || !isRecord(value.components.schemas)) return 'it has no components.schemas';
  for (const [path, item] of Object.entries(value.paths)) {
    if (!isRecord(item)) return `path ${path} is not an object`;
    for (const method of httpMethods) {
      const operation = item[method];
      if (operation === undefined) continue;
      if (!isRecord(operation) || !isRecord(operation.responses)) {
        return `operation ${operationKey(method, path)} has no responses`;
      }
    }
  }
  return undefined;
}

export function isOpenApiDocument(value: unknown): value is OpenApiDocument {
  return whyNotADocument(value) === undefined;
}
