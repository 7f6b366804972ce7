/*
 * Finds the operation of a request. Templates are those of the OpenAPI document: `/api/tasks/{taskId}`. A segment that is spelt out wins
 * over a parameter, as it does on the server.
 */

/** A request's operation, and the values of its path parameters, decoded. */
export interface Found<Operation> {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

export type Lookup<Operation> =
  | { readonly kind: 'found'; readonly found: Found<Operation> }
  /** The path exists, with other methods. */
  | { readonly kind: 'wrongMethod' }
  | { readonly kind: 'unknownPath' };

interface Node<Operation> {
  readonly literal: Map<string, Node<Operation>>;
  parameter: Node<Operation> | undefined;
  readonly methods: Map<string, { readonly operation: Operation; readonly names: readonly string[] }>;
}

/** The operations of an API by method and path. */
export class Router<Operation> {
  readonly #root: Node<Operation> = emptyNode();

  add(method: string, template: string, operation: Operation): void {
    const names: string[] = [];
    let node = this.#root;
    for (const segment of segmentsOf(template)) {
      if (segment.startsWith('{')) {
        names.push(segment.slice(1, -1));
        node = node.parameter ??= emptyNode();
      } else {
        let next = node.literal.get(segment);
        if (next === undefined) node.literal.set(segment, (next = emptyNode()));
        node = next;
      }
    }
    if (node.methods.has(method)) throw new Error(`${method} ${template} is there twice`);
    node.methods.set(method, { operation, names });
  }

  /** @param path without query, percent-encoded */
  find(method: string, path: string): Lookup<Operation> {
    const values: string[] = [];
    const match = { isPathKnown: false };
    const found = walk(this.#root, segmentsOf(path), 0, values, method, match);
    if (found === undefined) return { kind: match.isPathKnown ? 'wrongMethod' : 'unknownPath' };
    const pairs = found.names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')] as const);
    return { kind: 'found', found: { operation: found.operation, path: Object.fromEntries(pairs) } };
  }
}

function walk<Operation>(
  node: Node<Operation>,
  segments: readonly string[],
  index: number,
  values: string[],
  method: string,
  match: { isPathKnown: boolean },
): { readonly operation: Operation; readonly names: readonly string[] } | undefined {
  const segment = segments[index];
  if (segment === undefined) {
    if (node.methods.size > 0) match.isPathKnown = true;
    return node.methods.get(method);
  }
  const literal = node.literal.get(segment);
  const found = literal === undefined ? undefined : walk(literal, segments, index + 1, values, method, match);
  if (found !== undefined || node.parameter === undefined || segment === '') return found;
  values.push(segment);
  const byParameter = walk(node.parameter, segments, index + 1, values, method, match);
  if (byParameter === undefined) values.pop();
  return byParameter;
}

/** `/a/b` is two segments, `/a/b/` three, the last of which is empty: the server does not know such a path. */
function segmentsOf(path: string): readonly string[] {
  return path.split('/').slice(1);
}

function emptyNode<Operation>(): Node<Operation> {
  return { literal: new Map(), parameter: undefined, methods: new Map() };
}
