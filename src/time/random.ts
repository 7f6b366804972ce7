/** Where chance comes from: a number in [0, 1), uniformly. A test passes a seeded one. */
export type Random = () => number;

/** The runtime's own source. Used for jitter and identifiers, never for secrets. */
export const systemRandom: Random = () => Math.random();
