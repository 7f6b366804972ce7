import { isJsonObject, type JsonObject } from '../engine/model.js';
import { badRequest, serverError, type EngineError } from '../engine/engine-error.js';
import { JAVA_MAP, notAnObject, readError, unreadable } from './java-json.js';
import type { JavaShape } from './java-shape.js';
import type { Call } from './operation.js';

/*
 * Arguments of operations as the server's own reading of them: what it cannot read is a 500 there, not a 400.
 */

/** What the server says of a body that it cannot take. */
export interface BodyOptions {
  /** The Java type that the body is read into. Default: a map. */
  readonly javaType?: string;
  /** The Java method that wants it, as the server names it where there is no body. Left out it is not named. */
  readonly javaMethod?: string;
}

/** A body that must be JSON. @throws EngineError 500 as the server: no body, null, another content type, text that does not parse */
export function jsonBody(call: Call, { javaMethod }: BodyOptions = {}): unknown {
  const type = call.headers['content-type'] ?? '';
  const isJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(type);
  if (call.body === '' && (type === '' || isJson)) throw missingBody(javaMethod);
  if (!isJson) throw serverError(`Content-Type '${namedType(type)}' is not supported`);
  let body: unknown;
  try {
    body = JSON.parse(call.body);
  } catch (error) {
    throw readError(error instanceof Error ? error.message : String(error));
  }
  if (body === null) throw missingBody(javaMethod);
  return body;
}

/** The server takes texts for UTF-8 when nothing is said, and then says so. */
function namedType(type: string): string {
  if (type === '') return 'application/octet-stream';
  const compact = type.replaceAll(/;\s+/g, ';');
  return /charset=/i.test(compact) ? compact : `${compact};charset=UTF-8`;
}

function missingBody(javaMethod: string | undefined): EngineError {
  return serverError(`Required request body is missing${javaMethod === undefined ? '' : `: ${javaMethod}`}`);
}

/**
 * A body read as the server binds it to a class: see java-shape.ts.
 * @param javaMethod the server's method, without its parameters
 * @param more the types of its parameters behind the body
 */
export function bodyOf(call: Call, shape: JavaShape, javaMethod: string, more: readonly string[] = []): unknown {
  return shape.read(jsonBody(call, { javaMethod: `${javaMethod}(${[shape.java, ...more].join(',')})` }));
}

/** A body that must be a JSON object. */
export function objectBody(call: Call, options: BodyOptions = {}): JsonObject {
  const body = jsonBody(call, options);
  if (!isJsonObject(body)) throw notAnObject(options.javaType ?? JAVA_MAP, body);
  return body;
}

/** A body that must be a list. */
export function listBody(call: Call, options: BodyOptions = {}): readonly unknown[] {
  const body = jsonBody(call, options);
  if (!Array.isArray(body)) throw unreadable(options.javaType ?? 'java.util.ArrayList<java.lang.String>', body);
  return body;
}

/** A whole number in the query. @throws EngineError 500 as the server, for what is none */
export function intQuery(call: Call, name: string): number | undefined;
export function intQuery(call: Call, name: string, byDefault: number): number;
export function intQuery({ query }: Call, name: string, byDefault?: number): number | undefined {
  const value = query.get(name);
  if (value === undefined || value === '') return byDefault;
  return wholeNumber(name, value, byDefault === undefined ? 'java.lang.Integer' : 'int');
}

/** A whole number in the query that may be as large as an instant. @throws EngineError 500 as the server, for what is none */
export function longQuery({ query }: Call, name: string): number | undefined {
  const value = query.get(name);
  return value === undefined || value === '' ? undefined : wholeNumber(name, value, 'java.lang.Long');
}

function wholeNumber(name: string, text: string, java: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw serverError(
    `Method parameter '${name}': Failed to convert value of type 'java.lang.String' to required type '${java}'; For input string: "${text}"`,
  );
}

const TRUE = new Set(['true', 'on', 'yes', '1']);
const FALSE = new Set(['false', 'off', 'no', '0']);

/** Yes or no in the query, in the server's spellings. @throws EngineError 500 for anything else */
export function booleanQuery({ query }: Call, name: string, byDefault: boolean): boolean {
  const value = query.get(name)?.toLowerCase();
  if (value === undefined || value === '') return byDefault;
  if (TRUE.has(value)) return true;
  if (FALSE.has(value)) return false;
  throw serverError(
    `Method parameter '${name}': Failed to convert value of type 'java.lang.String' to required type 'boolean'; Invalid boolean value [${value}]`,
  );
}

/** A parameter of the query that must be there. @throws EngineError 500 as the server */
export function requiredQuery({ query }: Call, name: string): string {
  const value = query.get(name);
  if (value === undefined) {
    throw serverError(`Required request parameter '${name}' for method parameter type String is not present`);
  }
  return value;
}

/** A parameter of the path. It is there: the router has found it. */
export function pathOf({ path }: Call, name: string): string {
  const value = path[name];
  if (value === undefined) throw badRequest(`the path has no ${name}`);
  return value;
}

/** A whole number in the path. @throws EngineError 500 as the server, for what is none */
export function intPath(call: Call, name: string): number {
  return wholeNumber(name, pathOf(call, name), 'java.lang.Integer');
}
