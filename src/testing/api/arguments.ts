import { isJsonObject, type JsonObject } from '../engine/model.js';
import { badRequest, serverError } from '../engine/engine-error.js';
import type { Call } from './operation.js';

/*
 * Arguments of operations as the server's own reading of them: what it cannot read is a 500 there, not a 400.
 */

/** A body that must be JSON. @throws EngineError 500 as the server: no body, another content type, text that does not parse */
export function jsonBody(call: Call): unknown {
  const type = call.headers['content-type'];
  if (call.body === '') throw serverError('Required request body is missing');
  if (type === undefined || !/^application\/(?:[\w.-]+\+)?json\b/i.test(type)) {
    throw serverError(`Content-Type '${type ?? 'application/octet-stream'}' is not supported`);
  }
  try {
    return JSON.parse(call.body);
  } catch (error) {
    throw serverError(`JSON parse error: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A body that must be a JSON object. */
export function objectBody(call: Call): JsonObject {
  const body = jsonBody(call);
  if (body === null) throw serverError('Required request body is missing');
  if (!isJsonObject(body)) throw cannotRead('a JSON object');
  return body;
}

/** A body that must be a list. */
export function listBody(call: Call): readonly unknown[] {
  const body = jsonBody(call);
  if (body === null) throw serverError('Required request body is missing');
  if (!Array.isArray(body)) throw cannotRead('a JSON array');
  return body;
}

function cannotRead(wanted: string): Error {
  return serverError(`JSON parse error: Cannot deserialize value: ${wanted} was expected`);
}

/** A whole number in the query. @throws EngineError 500 as the server, for what is none */
export function intQuery({ query }: Call, name: string): number | undefined;
export function intQuery({ query }: Call, name: string, byDefault: number): number;
export function intQuery({ query }: Call, name: string, byDefault?: number): number | undefined {
  const value = query.get(name);
  if (value === undefined || value === '') return byDefault;
  if (!/^[+-]?\d+$/.test(value)) {
    throw serverError(
      `Method parameter '${name}': Failed to convert value of type 'java.lang.String' to required type 'int'; For input string: "${value}"`,
    );
  }
  return Number(value);
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
  const value = pathOf(call, name);
  if (!/^[+-]?\d+$/.test(value)) {
    throw serverError(
      `Method parameter '${name}': Failed to convert value of type 'java.lang.String' to required type 'java.lang.Integer'; For input string: "${value}"`,
    );
  }
  return Number(value);
}
