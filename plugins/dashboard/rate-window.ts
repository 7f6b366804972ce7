/** How many seconds a rate is taken over, the current one included. */
const SECONDS = 10;

/** How often something happened per second, over the last ten seconds. */
export class RateWindow {
  readonly #counts = new Uint32Array(SECONDS);
  readonly #since: number;
  /** The second that is being counted, since 1970. */
  #second = 0;
  #place = 0;

  /** @param since when counting began: a rate is not taken over a time in which nobody counted */
  constructor(since: number) {
    this.#since = since;
  }

  add(count: number, now: number): void {
    this.#advance(now);
    this.#counts[this.#place] = (this.#counts[this.#place] ?? 0) + count;
  }

  perSecond(now: number): number {
    this.#advance(now);
    const total = this.#counts.reduce((sum, count) => sum + count, 0);
    const coveredMs = (SECONDS - 1) * 1000 + (now % 1000);
    const overMs = Math.max(1000, Math.min(coveredMs, now - this.#since));
    return Math.round((total * 100_000) / overMs) / 100;
  }

  /** Forgets the seconds that have become too old; all of them, if the clock was set back. */
  #advance(now: number): void {
    const second = Math.floor(now / 1000);
    const steps = second - this.#second;
    if (steps === 0) return;
    if (steps < 0 || steps >= SECONDS) this.#counts.fill(0);
    else for (let step = 1; step <= steps; step++) this.#counts[(this.#second + step) % SECONDS] = 0;
    this.#second = second;
    this.#place = second % SECONDS;
  }
}
