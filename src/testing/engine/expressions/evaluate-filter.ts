import { isDeepStrictEqual } from 'node:util';
import { isMap, type JsonDocument } from './json-document.js';
import { type FilterTest, InvalidPath, type JsonPath, type Operand, PathError } from './json-path.js';
import { javaText } from './java-text.js';
import { matchesPattern } from './match-pattern.js';

/** How a filter reads its paths. */
export interface FilterPaths {
  readonly read: (path: JsonPath, item: unknown, document: JsonDocument) => unknown;
  readonly exists: (path: JsonPath, item: unknown, document: JsonDocument) => boolean;
}

/** Whether an item passes a filter. */
export function evaluateFilter(test: FilterTest, item: unknown, document: JsonDocument, paths: FilterPaths): boolean {
  try {
    return passes(test, item, document, paths);
  } catch (error) {
    if (error instanceof InvalidPath) return false;
    throw error;
  }
}

function passes(test: FilterTest, item: unknown, document: JsonDocument, paths: FilterPaths): boolean {
  switch (test.kind) {
    case 'and':
      return test.tests.every((each) => passes(each, item, document, paths));
    case 'or':
      return test.tests.some((each) => passes(each, item, document, paths));
    case 'not':
      return !passes(test.test, item, document, paths);
    case 'exists':
      return paths.exists(test.path, item, document) === test.wanted;
    case 'compare':
      return compare(test.operator, value(test.left, item, document, paths), value(test.right, item, document, paths));
  }
}

function value(operand: Operand, item: unknown, document: JsonDocument, paths: FilterPaths): unknown {
  switch (operand.kind) {
    case 'path':
      return paths.read(operand.path, item, document);
    case 'literal':
      return operand.value;
    case 'pattern':
      return operand.pattern;
  }
}

function compare(operator: string, left: unknown, right: unknown): boolean {
  switch (operator) {
    case '==':
      return equal(left, right);
    case '!=':
      return !equal(left, right);
    case '===':
      return kind(left) === kind(right) && equal(left, right);
    case '!==':
      return kind(left) !== kind(right) || !equal(left, right);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return inOrder(operator, left, right);
    case '=~':
      return matches(left, right);
    case 'IN':
      return contains(right, left);
    case 'NIN':
      return !contains(right, left);
    case 'CONTAINS':
      if (typeof left === 'string' && typeof right === 'string') return left.includes(right);
      return Array.isArray(left) && contains(left, right);
    case 'SIZE':
      if (typeof left === 'string' || Array.isArray(left)) return left.length === right;
      return isMap(left) && right === -1;
    case 'EMPTY':
      if (typeof left === 'string' || Array.isArray(left)) return (left.length === 0) === isTrue(right);
      // An object makes the server's library fail, and with that the whole expression null.
      if (isMap(left)) throw new PathError('an object is neither empty nor not');
      return false;
    case 'SUBSETOF':
      return listOf(left).every((each) => contains(right, each));
    case 'ANYOF':
      return listOf(left).some((each) => contains(right, each));
    case 'NONEOF':
      return !listOf(left).some((each) => contains(right, each));
    default:
      // ALL: the library takes no list that is written in a filter for one.
      throw new InvalidPath(`${operator} can't be evaluated`);
  }
}

/** Numbers equal texts that read the same; lists and objects are compared as they are. */
function equal(left: unknown, right: unknown): boolean {
  if (typeof left === 'number' && typeof right === 'string')
    return right.trim() === right && right !== '' && left === Number(right);
  if (typeof left === 'string' && typeof right === 'number') return left === javaText(right);
  return isDeepStrictEqual(left, right);
}

function kind(of: unknown): string {
  return of === null ? 'null' : typeof of;
}

function inOrder(operator: string, left: unknown, right: unknown): boolean {
  const bothNumbers = typeof left === 'number' && typeof right === 'number';
  const bothTexts = typeof left === 'string' && typeof right === 'string';
  if (!bothNumbers && !bothTexts) return false;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function matches(left: unknown, right: unknown): boolean {
  const [pattern, subject] = left instanceof RegExp ? [left, right] : [right, left];
  if (!(pattern instanceof RegExp) || subject instanceof RegExp) return false;
  const texts: readonly unknown[] = Array.isArray(subject) ? subject : [subject];
  return texts.some((each) => matchesPattern(pattern, patternInput(each)));
}

function patternInput(of: unknown): string {
  return typeof of === 'string' || typeof of === 'number' || typeof of === 'boolean' ? javaText(of) : '';
}

function contains(list: unknown, item: unknown): boolean {
  return listOf(list).some((each) => equal(item, each));
}

function listOf(of: unknown): readonly unknown[] {
  if (!Array.isArray(of)) throw new InvalidPath('a list is needed');
  return of;
}

function isTrue(of: unknown): boolean {
  if (typeof of !== 'boolean') throw new InvalidPath('true or false is needed');
  return of;
}
