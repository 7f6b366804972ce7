import { serverError, type EngineError } from '../engine/engine-error.js';

/* What the server's JSON reader says of JSON that it cannot make a Java object of. */

/** What the reader says of a value that its type cannot be made of. */
export function unreadable(javaType: string, value: unknown): EngineError {
  return readError(`Cannot deserialize value of type \`${javaType}\` from ${kindOf(value)}`);
}

/** The answer to a body that the reader gave up. */
export function readError(reason: string): EngineError {
  return serverError(`JSON parse error: ${reason}`);
}

function kindOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'String value (token `JsonToken.VALUE_STRING`)';
    case 'number':
      return Number.isInteger(value)
        ? 'Integer value (token `JsonToken.VALUE_NUMBER_INT`)'
        : 'Floating-point value (token `JsonToken.VALUE_NUMBER_FLOAT`)';
    case 'boolean':
      return `Boolean value (token \`JsonToken.VALUE_${value ? 'TRUE' : 'FALSE'}\`)`;
    default:
      return Array.isArray(value)
        ? 'Array value (token `JsonToken.START_ARRAY`)'
        : 'Object value (token `JsonToken.START_OBJECT`)';
  }
}
