/** A definition as it may come: nothing has been checked, so that every field may be missing or null. */
export type FromWire<T> = { readonly [Field in keyof T]?: T[Field] | null };

export function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
