/*
 * Finds the operation of a request. Templates are those of the OpenAPI document: `/api/tasks/{taskId}`. A segment that is spelt out wins
 * over a parameter, as it does on the server, unless only the parameter leads to an operation of that method.
 */

/** A request's operation, and the values of its path parameters. */
export interface Found<Operation> {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

interface Route<Operation> {
  readonly operation: Operation;
  /** Of its parameters, in order. */
  readonly names: readonly string[];
}

interface Node<Operation> {
  readonly literal: Map<string, Node<Operation>>;
  parameter: Node<Operation> | undefined;
  readonly methods: Map<string, Route<Operation>>;
}

/** The operations of an API by method and path. */
export class Router<Operation> {
  readonly #root: Node<Operation> = emptyNode();

  add(method: string, template: string, operation: Operation): void {
    const names: string[] = [];
    let node = this.#root;
    for (const segment of template.split('/').slice(1)) {
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

  /** @param segments of the path, decoded */
  find(method: string, segments: readonly string[]): Found<Operation> | undefined {
    const values: string[] = [];
    const route = findRoute(this.#root, segments, 0, values, method);
    if (route === undefined) return undefined;
    const path: Record<string, string> = {};
    route.names.forEach((name, index) => (path[name] = values[index] ?? ''));
    return { operation: route.operation, path };
  }

  /** The methods that a path has, whichever template it fits; none for a path that is not known. */
  methodsOf(segments: readonly string[]): ReadonlySet<string> {
    const methods = new Set<string>();
    collectMethods(this.#root, segments, 0, methods);
    return methods;
  }
}

function findRoute<Operation>(
  node: Node<Operation>,
  segments: readonly string[],
  index: number,
  values: string[],
  method: string,
): Route<Operation> | undefined {
  const segment = segments[index];
  if (segment === undefined) return node.methods.get(method);
  const literal = node.literal.get(segment);
  const found = literal === undefined ? undefined : findRoute(literal, segments, index + 1, values, method);
  if (found !== undefined || node.parameter === undefined || segment === '') return found;
  values.push(segment);
  const byParameter = findRoute(node.parameter, segments, index + 1, values, method);
  if (byParameter === undefined) values.pop();
  return byParameter;
}

function collectMethods<Operation>(
  node: Node<Operation>,
  segments: readonly string[],
  index: number,
  methods: Set<string>,
): void {
  const segment = segments[index];
  if (segment === undefined) {
    for (const method of node.methods.keys()) methods.add(method);
    return;
  }
  const literal = node.literal.get(segment);
  if (literal !== undefined) collectMethods(literal, segments, index + 1, methods);
  if (node.parameter !== undefined && segment !== '') collectMethods(node.parameter, segments, index + 1, methods);
}

function emptyNode<Operation>(): Node<Operation> {
  return { literal: new Map(), parameter: undefined, methods: new Map() };
}
