import { serverError, type EngineError } from '../engine/engine-error.js';

/*
 * JSON values as the server's JSON reader takes them into fields of Java types: it turns numbers into texts and texts into numbers where it
 * can, and says what it cannot in words that name the Java type.
 */

export const JAVA_MAP = 'java.util.LinkedHashMap<java.lang.String,java.lang.Object>';

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

/** What the reader says where an object of that type should be and something else is. */
export function notAnObject(javaType: string, value: unknown, place = ''): EngineError {
  const rawType = javaType.replace(/<.*/, '');
  const isMap = javaType === JAVA_MAP;
  if (value === '') {
    return readError(
      `Cannot coerce empty String ("") to ${place}\`${rawType}\` value (but could if coercion was enabled using \`CoercionConfig\`)`,
    );
  }
  const creators = `Cannot construct instance of \`${rawType}\` (although at least one Creator exists): no`;
  if (typeof value === 'string') {
    return readError(
      `${creators} String-argument constructor/factory method to deserialize from String value ('${value}')`,
    );
  }
  if (isMap || typeof value === 'object') return unreadable(javaType, value);
  const [kind, name] = typeof value === 'boolean' ? ['boolean/Boolean', 'boolean'] : ['int/Int', 'Number'];
  return readError(
    `${creators} ${kind}-argument constructor/factory method to deserialize from ${name} value (${String(value)})`,
  );
}
