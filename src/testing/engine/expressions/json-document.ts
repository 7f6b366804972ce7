/** What the paths of expressions are read from: the workflow and its tasks, each as a map, by name. */
export interface JsonDocument {
  /** The value of the first step of nearly every path; undefined when there is none. */
  get(name: string): unknown;
  /** All of it, for the few paths that start with a wildcard or with `..`. */
  all(): Readonly<Record<string, unknown>>;
}

export type JsonMap = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
