/**
 * JSONPath in the dialect of the server's library, as far as expressions use it:
 *
 *     path      `$` or `@` or nothing, then steps; spaces around it are dropped
 *     property  .name  ['name']  ["a", "b"]     several: merged into one object at the end, each followed elsewhere
 *     index     [0]  [-1]  [0,2]
 *     slice     [1:]  [:2]  [1:2]
 *     wildcard  .*  [*]
 *     scan      ..                              the next step at every depth
 *     filter    [?(@.price < 10 && @.name =~ /a+/i)]
 *     function  .length()  .concat("x", $.a.b)  nothing may follow one without parameters
 *
 * A path is definite when it can have one result only: that result is its value, null when there is none. The value of any other path is
 * the list of its results.
 */
export interface JsonPath {
  /** Where it starts inside a filter: at the document, or at the value that is tested. */
  readonly from: '$' | '@';
  readonly steps: readonly PathStep[];
  readonly definite: boolean;
  /** The names and indexes of a definite path that has nothing but these, for a quick way through. */
  readonly plain: readonly (string | number)[] | undefined;
}

export type PathStep =
  | { readonly kind: 'property'; readonly names: readonly string[] }
  | { readonly kind: 'index'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'scan' }
  | { readonly kind: 'filter'; readonly test: FilterTest }
  | { readonly kind: 'function'; readonly name: string; readonly parameters: readonly FunctionParameter[] };

export type FunctionParameter = { readonly path: JsonPath } | { readonly value: unknown };

export type FilterTest =
  | { readonly kind: 'and' | 'or'; readonly tests: readonly FilterTest[] }
  | { readonly kind: 'not'; readonly test: FilterTest }
  | { readonly kind: 'exists'; readonly path: JsonPath; readonly wanted: boolean }
  | { readonly kind: 'compare'; readonly left: Operand; readonly operator: string; readonly right: Operand };

export type Operand =
  | { readonly kind: 'path'; readonly path: JsonPath }
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'pattern'; readonly pattern: RegExp };

/** What makes an expression null. Never leaves this folder. */
export class PathError extends Error {}

/** A path, filter or function that the server's library refuses. An item that it happens to does not pass the filter. */
export class InvalidPath extends PathError {
  override readonly name: string = 'InvalidPath';
}

/** An index that a function looks for and that is not in the list: no result, where an index or wildcard led to that list. */
export class MissingItem extends PathError {
  override readonly name = 'MissingItem';
}

/** The path of these steps. */
export function jsonPath(from: '$' | '@', steps: readonly PathStep[]): JsonPath {
  const plain: (string | number)[] = [];
  for (const step of steps) {
    const only = step.kind === 'property' ? step.names : step.kind === 'index' ? step.indexes : [];
    const [key] = only;
    if (key !== undefined && only.length === 1) plain.push(key);
  }
  return {
    from,
    steps,
    definite: steps.every((step, at) => isDefinite(step, at === steps.length - 1)),
    plain: plain.length === steps.length ? plain : undefined,
  };
}

/** Whether a step leads to one value at most. */
export function isDefinite(step: PathStep, last: boolean): boolean {
  switch (step.kind) {
    case 'property':
      return last || step.names.length === 1;
    case 'index':
      return step.indexes.length === 1;
    case 'function':
      return true;
    default:
      return false;
  }
}
