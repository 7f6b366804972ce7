import { OTHER } from './series-map.js';

/** What a class may be called: a name with an id or a sentence in it would be a new series for each error. */
const CLASS_NAME = /^[A-Za-z_$][\w$]{0,79}$/;

/**
 * The class of an error, for a label: its name where it has one of its own, as the errors of this SDK have even when minified, else
 * that of its constructor. What was thrown may be anything, also something that throws when it is looked at.
 */
export function errorClass(error: unknown): string {
  try {
    if (error === null) return 'null';
    if (typeof error !== 'object') return typeof error;
    const name: unknown = Reflect.get(error, 'name');
    if (error instanceof Error && isClassName(name) && name !== 'Error') return name;
    const constructor: unknown = Reflect.get(error, 'constructor');
    if (typeof constructor === 'function' && isClassName(constructor.name)) return constructor.name;
    return error instanceof Error ? 'Error' : 'object';
  } catch {
    return OTHER;
  }
}

function isClassName(name: unknown): name is string {
  return typeof name === 'string' && CLASS_NAME.test(name);
}
