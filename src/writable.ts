/** For a value that is put together field by field before it is given away. */
export type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] };
