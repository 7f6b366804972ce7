import { InvalidPath, MissingItem } from './json-path.js';
import { isMap } from './json-document.js';
import { javaText } from './java-text.js';

/** Whether the function computes a floating point number in Java, which as text is `60.0`. */
export function givesDouble(name: string): boolean {
  return Object.hasOwn(AGGREGATES, name);
}

/**
 * The result of a function at the end of a path.
 *
 * @throws InvalidPath for an unknown function, and for one that has nothing to work on.
 */
export function callFunction(name: string, value: unknown, parameters: readonly unknown[]): unknown {
  const aggregate = Object.hasOwn(AGGREGATES, name) ? AGGREGATES[name] : undefined;
  if (aggregate) return aggregate(numbersOf(value));
  switch (name) {
    case 'length':
    case 'size':
      if (Array.isArray(value)) return value.length;
      return isMap(value) ? Object.keys(value).length : null;
    case 'keys':
      return isMap(value) ? Object.keys(value) : null;
    case 'first':
      return itemOf(value, 0);
    case 'last':
      return itemOf(value, -1);
    case 'index':
      return itemOf(value, Number(parameters[0] ?? 0));
    case 'concat':
      return concat(value, parameters);
    case 'append':
      // The server's library appends to the stored list itself, so that every later look finds one more. A copy is what is meant.
      return Array.isArray(value) ? [...(value as unknown[]), ...parameters] : value;
    default:
      throw new InvalidPath(`there is no function ${name}`);
  }
}

const AGGREGATES: Readonly<Record<string, (numbers: readonly number[]) => number>> = {
  sum: (numbers) => numbers.reduce((sum, number) => sum + number, 0),
  avg: average,
  min: (numbers) => numbers.reduce((a, b) => Math.min(a, b)),
  max: (numbers) => numbers.reduce((a, b) => Math.max(a, b)),
  stddev: (numbers) => {
    const squares = numbers.reduce((sum, number) => sum + number * number, 0);
    return Math.sqrt(squares / numbers.length - average(numbers) ** 2);
  },
};

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function numbersOf(value: unknown): readonly number[] {
  const numbers = Array.isArray(value) ? value.filter((item) => typeof item === 'number') : [];
  if (numbers.length === 0) throw new InvalidPath('there are no numbers');
  return numbers;
}

function itemOf(value: unknown, index: number): unknown {
  if (!Array.isArray(value)) throw new InvalidPath('there is no list');
  const item: unknown = value.at(index);
  if (item === undefined) throw new (index < 0 ? InvalidPath : MissingItem)(`there is no item ${index}`);
  return item;
}

function concat(value: unknown, parameters: readonly unknown[]): string {
  const own = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  const given = parameters.flatMap((parameter): unknown[] => (Array.isArray(parameter) ? parameter : [parameter]));
  return [...own, ...given.filter((item) => item !== null).map(javaText)].join('');
}
