import { isJsonObject, type JsonObject } from '../engine/model.js';
import { badRequest, serverError, type EngineError } from '../engine/engine-error.js';
import { readError } from './java-json.js';
import { anyMap, type JavaShape } from './java-shape.js';
import type { Call } from './operation.js';

/*
 * Arguments of operations as the server's own reading of them: what it cannot read is a 500 there, not a 400.
 */

export interface BodyOptions {
  /** The Java method that wants it, as the server names it where there is no body. Left out it is not named. */
  readonly javaMethod?: string;
}

/** A body that must be JSON. @throws EngineError 500 as the server: no body, null, another content type, text that does not parse */
export function jsonBody(call: Call, { javaMethod }: BodyOptions = {}): unknown {
  const type = call.headers['content-type'] ?? '';
  const isJson = type === 'application/json' || /^application\/(?:[\w.-]+\+)?json\b/i.test(type);
  if (call.body === '' && (type === '' || isJson)) throw missingBody(javaMethod);
  if (!isJson) throw wrongType(type);
  let body: unknown;
  try {
    body = JSON.parse(call.body);
  } catch (error) {
    throw readError(error instanceof Error ? error.message : String(error));
  }
  if (body === null) throw missingBody(javaMethod);
  return body;
}

function wrongType(type: string): EngineError {
  if (type !== '' && !type.includes('/')) return serverError(`Invalid mime type "${type}": does not contain '/'`);
  return serverError(`Content-Type '${namedType(type)}' is not supported`);
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
  return isJsonObject(body) ? body : (anyMap.read(body) as JsonObject);
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
export function longQuery(call: Call, name: string): number | undefined;
export function longQuery(call: Call, name: string, byDefault: number): number;
export function longQuery({ query }: Call, name: string, byDefault?: number): number | undefined {
  const value = query.get(name);
  if (value === undefined || value === '') return byDefault;
  return wholeNumber(name, value, byDefault === undefined ? 'java.lang.Long' : 'long');
}

/** As Spring reads numbers: spaces anywhere do not count, `0x` and `#` begin one in hexadecimal. */
function wholeNumber(name: string, text: string, java: string): number {
  if (SMALL_NUMBER.test(text)) return Number(text);
  const compact = text.replaceAll(/\s/g, '');
  const [, sign = '', prefix, digits = ''] = /^([+-]?)(0x|#)?([\da-f]+)$/i.exec(compact) ?? [];
  const isNumber = prefix !== undefined || /^\d+$/.test(digits);
  const value = Number(prefix === undefined ? digits : `0x${digits}`) * (sign === '-' ? -1 : 1);
  const most = java === 'int' || java === 'java.lang.Integer' ? 2 ** 31 - 1 : 2 ** 63;
  if (isNumber && value <= most && value >= -most - 1) return value;
  throw conversionError(name, java, `For input string: "${compact}"`);
}

const SMALL_NUMBER = /^\d{1,9}$/;

function conversionError(name: string, java: string, reason: string): EngineError {
  return serverError(
    `Method parameter '${name}': Failed to convert value of type 'java.lang.String' to required type '${java}'; ${reason}`,
  );
}

/** One of the words of a Java enum. @throws EngineError 500 as the server, for another one */
export function wordOf<Word extends string>(text: string, { name, java, place, words }: WordOptions<Word>): Word {
  const found = words.find((word) => word === text.trim());
  if (found !== undefined) return found;
  const annotation = `org.springframework.web.bind.annotation.${place}`;
  throw conversionError(
    name,
    java,
    `Failed to convert from type [java.lang.String] to type [@${annotation} ${java}] for value [${text}]`,
  );
}

export interface WordOptions<Word extends string> {
  /** Of the parameter. */
  readonly name: string;
  /** The enum's class. */
  readonly java: string;
  readonly place: 'PathVariable' | 'RequestParam';
  readonly words: readonly Word[];
}

const TRUE = new Set(['true', 'on', 'yes', '1']);
const FALSE = new Set(['false', 'off', 'no', '0']);

/** Yes or no in the query, in the server's spellings. @throws EngineError 500 for anything else */
export function booleanQuery(call: Call, name: string, byDefault: boolean): boolean {
  return truthOf(call, name, 'boolean') ?? byDefault;
}

/** One that may be left out. */
export function optionalBooleanQuery(call: Call, name: string): boolean | undefined {
  return truthOf(call, name, 'java.lang.Boolean');
}

function truthOf({ query }: Call, name: string, java: string): boolean | undefined {
  const value = query.get(name)?.toLowerCase();
  if (value === undefined || value === '') return undefined;
  if (TRUE.has(value)) return true;
  if (FALSE.has(value)) return false;
  throw serverError(
    `Method parameter '${name}': Failed to convert value of type 'java.lang.String' to required type '${java}'; Invalid boolean value [${value}]`,
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
