import { setTimeout as delay } from 'node:timers/promises';

const INTERVAL_MS = 50;

/**
 * Looks again and again until `isReached` says yes of what it sees, and returns that.
 *
 * @throws after `timeoutMs`, with what it waited for and what it saw last
 */
export async function until<Seen>(
  what: string,
  look: () => Promise<Seen>,
  isReached: (seen: Seen) => boolean,
  timeoutMs: number,
  describe: (seen: Seen) => string = (seen) => JSON.stringify(seen),
): Promise<Seen> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (isReached(seen)) return seen;
    if (performance.now() >= deadline)
      throw new Error(`${what}: not within ${timeoutMs} ms; seen last: ${describe(seen)}`);
    await delay(INTERVAL_MS);
  }
}
