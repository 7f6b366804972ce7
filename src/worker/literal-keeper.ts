/** Appears in the compiler's message about an output that does not fit: its name is meant for who reads that. */
declare const seeTheOutputType: unique symbol;

/** What a {@link LiteralKeeper} keeps from being widened. */
export type Primitive = string | number | bigint | boolean | null | undefined;

/**
 * For the compiler only, as a member of a union. Where a function literal returns `{ kind: 'new' }` for a type that is not known yet,
 * the compiler makes `{ kind: string }` of it, which no enum takes. If the union has this member, with a type parameter constrained to
 * {@link Primitive}, it keeps `'new'`, at any depth. No value is ever of this type. (An interface: as an intersection it would not keep
 * what lies deeper.)
 */
export interface LiteralKeeper<Literal> {
  readonly [seeTheOutputType]: never;
  readonly [key: string]: Literal | LiteralKeeper<Literal> | (Literal | LiteralKeeper<Literal>)[];
}
