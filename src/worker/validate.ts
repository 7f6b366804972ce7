import { andThen } from './and-then.js';
import type { SchemaIssue, SchemaResult, StandardSchemaV1 } from './standard-schema.js';
import { TerminalError } from './terminal-error.js';

/** How many issues a message names: it has to fit into a reason of 500 characters. */
const MAX_ISSUES = 5;

/**
 * Puts a value through a schema and gives what comes out: the value with defaults filled in, texts converted and so on. Synchronous if
 * the schema is.
 *
 * @param what names the value in errors: `the input of worker "charge_card"`
 * @throws TerminalError naming the fields that are wrong; an `Error` when the schema itself throws, which says nothing about the
 *   value: a further attempt may go well
 */
export function validate<Output>(
  schema: StandardSchemaV1<unknown, Output>,
  value: unknown,
  what: string,
): Output | Promise<Output> {
  const schemaThrew = (cause: unknown): never => {
    throw new Error(`${what} could not be validated: its ${schema['~standard'].vendor} schema threw an error`, {
      cause,
    });
  };
  let result: SchemaResult<Output> | Promise<SchemaResult<Output>>;
  try {
    result = schema['~standard'].validate(value);
  } catch (error) {
    return schemaThrew(error);
  }
  const sound = result instanceof Promise ? result.catch(schemaThrew) : result;
  return andThen(sound, (outcome) => {
    // Not only plain objects: the issues of ArkType are an array that has itself as `issues`.
    if (!isAnyObject(outcome))
      throw new Error(`${what} could not be validated: its ${schema['~standard'].vendor} schema gave no result`);
    if (outcome.issues !== undefined) throw new TerminalError(`${what} is invalid: ${issuesText(outcome.issues)}`);
    return outcome.value;
  });
}

function isAnyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function issuesText(issues: readonly SchemaIssue[]): string {
  if (issues.length === 0) return 'the schema refuses it without a reason';
  const shown = issues.slice(0, MAX_ISSUES).map(({ message, path }) => {
    const place = pathText(path ?? []);
    return place === '' ? message : `${place}: ${message}`;
  });
  if (issues.length > MAX_ISSUES) shown.push(`and ${issues.length - MAX_ISSUES} more`);
  return shown.join('; ');
}

/** `items[2].price`, `["odd key"].x`. */
function pathText(path: NonNullable<SchemaIssue['path']>): string {
  let text = '';
  for (const segment of path) {
    const key = typeof segment === 'object' ? segment.key : segment;
    if (typeof key === 'number' || (typeof key === 'string' && /^\d+$/.test(key))) text += `[${key}]`;
    else if (typeof key === 'string' && !/^[\w$-]+$/.test(key)) text += `[${JSON.stringify(key)}]`;
    else text += text === '' ? String(key) : `.${String(key)}`;
  }
  return text;
}
