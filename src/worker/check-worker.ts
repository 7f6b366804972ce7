import { ConductorConfigError } from '../client/errors/conductor-config-error.js';
import { isDefinedWorker } from './define-worker.js';
import { isObject } from './output-data.js';
import { settingRules } from './setting-rules.js';
import { shown } from './shown.js';
import { typeName } from './type-name.js';
import type { AnyWorker, WorkerSettings } from './worker.js';

const KNOWN_KEYS: ReadonlySet<string> = new Set<string>([
  ...(['name', 'execute', 'taskDef'] satisfies Exclude<keyof AnyWorker, keyof WorkerSettings>[]),
  ...Object.keys(settingRules),
]);

/**
 * Looks at everything of a worker but the values of its settings, for callers without types too.
 *
 * @param index its place in the list, for messages about a worker that has no name
 * @throws ConductorConfigError naming the field
 */
export function checkWorker(worker: unknown, index: number): void {
  const place = `workers[${index}]`;
  if (!isObject(worker))
    throw new ConductorConfigError(`${place} is ${typeName(worker)}; a worker is an object with name and execute`, {
      field: place,
    });
  const { name, execute, taskDef } = worker;
  if (typeof name !== 'string')
    throw new ConductorConfigError(`${place}.name is ${typeName(name)}; it must be the name of a task definition`, {
      field: `${place}.name`,
    });
  checkName(name, place);
  if (typeof execute !== 'function')
    throw wrong(name, 'execute', `is ${typeName(execute)}; it must be the function that executes a task`);
  if (taskDef !== undefined && !isObject(taskDef))
    throw wrong(name, 'taskDef', `is ${typeName(taskDef)}; it must be a task definition without its name`);
  if (taskDef?.name !== undefined && taskDef.name !== name)
    throw wrong(name, 'taskDef.name', `is ${shown(taskDef.name)}; leave it out, it is the worker's name`);
  refuseUnknownKeys(name, worker);
}

function checkName(name: string, place: string): void {
  const problem = problemOf(name);
  if (problem === undefined) return;
  throw new ConductorConfigError(
    `${place}.name is ${JSON.stringify(name)}, which ${problem}: the server cannot be polled for it. Give the task definition another name`,
    { field: `${place}.name` },
  );
}

/** The server answers 400 to these characters in a path, also when they are encoded (measured on 3.32.3). */
const REFUSED_CHARACTERS = /[/\\\0]/;
/** Half of a character has no encoding. With the flag `u` whole ones do not match. */
const HALF_CHARACTER = /[\ud800-\udfff]/u;

function problemOf(name: string): string | undefined {
  if (name.trim() === '') return 'is empty';
  if (REFUSED_CHARACTERS.test(name)) return 'contains a slash, a backslash or a NUL character';
  if (HALF_CHARACTER.test(name)) return 'contains half of a character (a lone surrogate)';
  // Whoever builds a URL from it takes these for folders.
  if (name === '.' || name === '..') return 'means a folder in a URL';
  return undefined;
}

/** A misspelt setting would silently be the default. Instances of classes have fields of their own, about which nothing is known. */
function refuseUnknownKeys(name: string, worker: Readonly<Record<string, unknown>>): void {
  const prototype: unknown = Object.getPrototypeOf(worker);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return;
  const isDefined = isDefinedWorker(worker);
  for (const key of Object.keys(worker)) {
    if (KNOWN_KEYS.has(key)) continue;
    if (key === 'input' || key === 'output') {
      if (isDefined) continue;
      throw wrong(name, key, 'would not be used: only defineWorker({ … }) applies schemas. Wrap the worker in it');
    }
    throw wrong(name, key, `is no setting; a worker has ${[...KNOWN_KEYS].join(', ')}`);
  }
}

function wrong(name: string, field: string, text: string): ConductorConfigError {
  return new ConductorConfigError(`worker "${name}": ${field} ${text}`, { field });
}
