/** An equal value whose keys stand in another order at every level. One seed gives one order. */
export function shuffled<Value>(value: Value, seed: number): Value {
  const random = randomFrom(seed);
  return shuffledCopy(value, random) as Value;
}

function shuffledCopy(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => shuffledCopy(item, random));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => ({
    key,
    item: shuffledCopy(item, random),
    rank: random(),
  }));
  entries.sort((left, right) => left.rank - right.rank);
  return Object.fromEntries(entries.map(({ key, item }) => [key, item]));
}

/** Numbers from 0 to 1 that depend on the seed only (a linear congruential generator). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
