import { evaluateFilter, type FilterPaths } from './evaluate-filter.js';
import { ExpressionError } from './expression-error.js';
import { ownValue } from '../own-properties.js';
import { isMap, type JsonDocument, type JsonMap } from './json-document.js';
import { InvalidPath, isDefinite, MissingItem, type JsonPath, type PathStep } from './json-path.js';
import { callFunction } from './path-functions.js';

/**
 * The value of a path in a document: null where there is nothing, and the list of all results of a path that may have several.
 *
 * @throws PathError when a filter is applied to neither object nor list, or a function finds nothing to work on: then it is null too.
 * @throws ExpressionError when more than a million values would be visited.
 */
export function readPath(path: JsonPath, document: JsonDocument): unknown {
  const { plain } = path;
  if (plain) return readPlain(plain, document) ?? null;
  const evaluation = new Evaluation(path, document, false);
  evaluation.fromDocument();
  return evaluation.value() ?? null;
}

/** The value of a path inside a filter, which starts at the tested item or at the document. */
function readInFilter(path: JsonPath, item: unknown, document: JsonDocument): unknown {
  if (path.from === '$') return readPath(path, document);
  const evaluation = new Evaluation(path, document, false);
  evaluation.from(item);
  return evaluation.value() ?? null;
}

/** Whether a path of a filter leads anywhere. One with a wildcard or a filter always does, even to an empty list. */
function existsInFilter(path: JsonPath, item: unknown, document: JsonDocument): boolean {
  const evaluation = new Evaluation(path, document, true);
  try {
    if (path.from === '$') evaluation.fromDocument();
    else evaluation.from(item);
  } catch (error) {
    if (error === NOT_FOUND) return false;
    throw error;
  }
  return evaluation.value() !== undefined;
}

function readPlain(keys: readonly (string | number)[], document: JsonDocument): unknown {
  const [first] = keys;
  if (first === undefined) return document.all();
  if (typeof first === 'number') return undefined;
  let value = document.get(first);
  for (let at = 1; at < keys.length; at++) {
    const key = keys[at];
    if (typeof value !== 'object' || value === null || key === undefined) return undefined;
    if (Array.isArray(value)) value = typeof key === 'number' ? value.at(key) : undefined;
    else value = typeof key === 'string' ? ownValue(value as JsonMap, key) : undefined;
  }
  return value;
}

/** Thrown where a path that has to exist does not. */
const NOT_FOUND = new Error('the path does not exist');

const PATHS: FilterPaths = { read: readInFilter, exists: existsInFilter };

const MAX_VISITS = 1_000_000;

/** One walk through a document. It keeps to the server's library step by step, since its results in corner cases follow from how it walks. */
class Evaluation {
  private readonly results: unknown[] = [];
  private readonly steps: readonly PathStep[];
  private visits = 0;
  /**
   * The index in the list that `..` is at, by step. After `..` and one more step the library keeps of a property only the results whose
   * index is the one that the last step but one names: `..[0].id` is right by that, and `..[*].id` is empty behind the first list.
   */
  private readonly scannedIndex: number[];

  constructor(
    private readonly path: JsonPath,
    private readonly document: JsonDocument,
    /** Whether a missing property ends the walk. */
    private readonly strict: boolean,
  ) {
    this.steps = path.steps;
    this.scannedIndex = path.steps.map(() => -1);
  }

  fromDocument(): void {
    const [first] = this.steps;
    const [name] = first?.kind === 'property' ? first.names : [];
    if (first?.kind !== 'property' || first.names.length !== 1 || name === undefined) this.from(this.document.all());
    else this.property(0, this.document.get(name));
  }

  from(value: unknown): void {
    if (this.steps.length === 0) this.results.push(value);
    else this.step(0, value);
  }

  value(): unknown {
    return this.path.definite ? this.results.at(-1) : this.results;
  }

  private step(at: number, value: unknown): void {
    if (++this.visits > MAX_VISITS) throw new ExpressionError(`a path visits more than ${MAX_VISITS} values`);
    const step = this.steps[at];
    switch (step?.kind) {
      case 'property': {
        this.properties(at, step.names, value);
        return;
      }
      case 'index':
        if (!Array.isArray(value)) {
          this.missing(at);
          return;
        }
        for (const index of step.indexes) this.item(at, value, index);
        return;
      case 'slice':
        if (!Array.isArray(value)) {
          this.missing(at);
          return;
        }
        {
          this.slice(at, value, step.from, step.to);
          return;
        }
      case 'wildcard':
        if (Array.isArray(value)) for (let index = 0; index < value.length; index++) this.item(at, value, index);
        else if (isMap(value)) for (const property of Object.values(value)) this.property(at, property);
        return;
      case 'scan': {
        this.scan(at + 1, value);
        return;
      }
      case 'filter': {
        this.filter(at, step, value);
        return;
      }
      case 'function': {
        this.function(at, step, value);
        return;
      }
      default:
        return;
    }
  }

  private found(at: number, value: unknown): void {
    if (this.isLast(at)) this.results.push(value);
    else this.step(at + 1, value);
  }

  /** The value is not of the kind that the step is for. */
  private missing(at: number): void {
    if (this.strict && this.definiteBefore(at)) throw NOT_FOUND;
  }

  private definiteBefore(at: number): boolean {
    return this.steps.slice(0, at).every((step) => isDefinite(step, false));
  }

  private isLast(at: number): boolean {
    return at === this.steps.length - 1;
  }

  private properties(at: number, names: readonly string[], value: unknown): void {
    if (!isMap(value)) {
      this.missing(at);
      return;
    }
    if (names.length === 1 || !this.isLast(at)) {
      for (const name of names) this.property(at, ownValue(value, name));
      return;
    }
    const present = names.filter((name) => ownValue(value, name) !== undefined);
    if (this.strict && present.length < names.length) throw NOT_FOUND;
    this.results.push(Object.fromEntries(present.map((name) => [name, value[name]])));
  }

  private property(at: number, value: unknown): void {
    if (value === undefined) {
      if (this.strict) throw NOT_FOUND;
      return;
    }
    const scanned = this.scannedIndex[at] ?? -1;
    if (this.isLast(at) && scanned >= 0) {
      const before = this.steps[at - 1];
      if (before?.kind !== 'index' || before.indexes.length !== 1 || before.indexes[0] !== scanned) return;
    }
    this.found(at, value);
  }

  private item(at: number, list: readonly unknown[], index: number): void {
    const actual = index < 0 ? list.length + index : index;
    if (actual < 0 || actual >= list.length) return;
    try {
      this.found(at, list[actual]);
    } catch (error) {
      if (!(error instanceof MissingItem)) throw error;
    }
  }

  private slice(at: number, list: readonly unknown[], from: number | undefined, to: number | undefined): void {
    const { length } = list;
    if (from === undefined || to === undefined) {
      const start = from === undefined ? 0 : Math.max(0, from < 0 ? length + from : from);
      const end = to === undefined ? length : Math.min(length, to < 0 ? length + to : to);
      for (let index = start; index < end; index++) this.item(at, list, index);
      return;
    }
    // With both ends given, negative ones are not counted from the end, but each index between them is.
    const end = Math.min(length, to);
    for (let index = Math.max(from, -length); index < end; index++) this.item(at, list, index);
  }

  private filter(at: number, step: PathStep & { kind: 'filter' }, value: unknown): void {
    if (isMap(value)) {
      if (evaluateFilter(step.test, value, this.document, PATHS)) this.found(at, value);
    } else if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) {
        if (evaluateFilter(step.test, value[index], this.document, PATHS)) this.item(at, value, index);
      }
    } else if (this.definiteBefore(at)) {
      throw new InvalidPath('a filter is for objects and lists');
    }
  }

  private function(at: number, step: PathStep & { kind: 'function' }, value: unknown): void {
    const parameters = step.parameters.map((parameter) =>
      'path' in parameter ? readPath(parameter.path, this.document) : parameter.value,
    );
    const result = callFunction(step.name, value, parameters);
    this.results.push(result);
    if (!this.isLast(at)) this.step(at + 1, result);
  }

  /** Takes step `at` at this value and at everything in it. */
  private scan(at: number, value: unknown): void {
    if (++this.visits > MAX_VISITS) throw new ExpressionError(`a path visits more than ${MAX_VISITS} values`);
    if (isMap(value)) {
      if (this.scanMatches(at, value)) this.step(at, value);
      for (const item of Object.values(value)) this.scan(at, item);
    } else if (Array.isArray(value)) {
      if (this.scanMatches(at, value)) this.scanList(at, value);
      for (const item of value) this.scan(at, item);
    }
  }

  private scanList(at: number, list: readonly unknown[]): void {
    if (this.isLast(at)) {
      this.step(at, list);
      return;
    }
    list.forEach((item, index) => {
      this.scannedIndex[at + 1] = index;
      this.step(at + 1, item);
    });
  }

  private scanMatches(at: number, value: object): boolean {
    const step = this.steps[at];
    switch (step?.kind) {
      case 'property':
        if (!isMap(value)) return false;
        return !isDefinite(step, this.isLast(at)) || step.names.every((name) => Object.hasOwn(value, name));
      case 'index':
      case 'slice':
        return Array.isArray(value);
      case 'wildcard':
        return true;
      case 'filter':
        return evaluateFilter(step.test, value, this.document, PATHS);
      default:
        return false;
    }
  }
}
