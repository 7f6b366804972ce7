/** What one test does. */
export type TestBody = () => Promise<void>;

/**
 * For a suite whose tests wait for other processes for most of their time: begins them together, a few at a time, when the suite begins.
 * Called in a `describe`. They share nothing, so each has to make what it needs.
 *
 * @param atOnce how many are under way at a time
 * @returns in place of `it`
 */
export function testsAtOnce(atOnce = 6): (name: string, body: TestBody) => void {
  const bodies = new Map<string, TestBody>();
  const outcomes = new Map<string, Promise<void>>();
  before(() => {
    const waiting: (() => void)[] = [];
    let free = atOnce;
    const beginNext = (): void => {
      for (; free > 0 && waiting.length > 0; free -= 1) waiting.shift()?.();
    };
    for (const [name, body] of bodies) {
      const turn = new Promise<void>((resolve) => waiting.push(resolve));
      const outcome = turn.then(body).finally(() => {
        free += 1;
        beginNext();
      });
      // Its own test tells of it, later.
      outcome.catch(() => undefined);
      outcomes.set(name, outcome);
    }
    beginNext();
  });
  return (name, body) => {
    if (bodies.has(name)) throw new Error(`there are two tests "${name}"`);
    bodies.set(name, body);
    it(name, () => outcomes.get(name));
  };
}
