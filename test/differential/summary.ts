import type { Comparison } from './compare.js';

const MOST_TEXTS = 6;

/** Counts what came of the cases, and tells it. */
export class Summary {
  #equal = 0;
  #equalLater = 0;
  #explained = 0;
  #unexplained = 0;
  readonly #reasons = new Map<string, number>();
  readonly #failed: string[] = [];

  get unexplained(): number {
    return this.#unexplained;
  }

  /** @returns what is to be said about the case now: its first differences without a reason */
  add(name: string, comparison: Comparison): string | undefined {
    switch (comparison.is) {
      case 'equal':
        this.#equal += 1;
        if (comparison.plays > 1) this.#equalLater += 1;
        return undefined;
      case 'explained':
        this.#explained += 1;
        for (const reason of comparison.reasons) this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
        return undefined;
      case 'unexplained': {
        this.#unexplained += 1;
        this.#failed.push(name);
        const { texts } = comparison;
        const more = texts.length > MOST_TEXTS ? [`… and ${texts.length - MOST_TEXTS} more`] : [];
        return [`✘ ${name}`, ...[...texts.slice(0, MOST_TEXTS), ...more].map((text) => `    ${text}`)].join('\n');
      }
    }
  }

  text(): string {
    const cases = this.#equal + this.#explained + this.#unexplained;
    const reasons = [...this.#reasons].map(([reason, count]) => `    ${count} × ${reason}`);
    const again = this.#equalLater === 0 ? '' : ` (${this.#equalLater} of them when the server played again)`;
    const failed = this.#failed.map((name) => `    ${name}${seedAdvice(name)}`);
    return [
      `${cases} cases: ${this.#equal} equal${again}, ${this.#explained} explained, ${this.#unexplained} unexplained`,
      ...(reasons.length > 0 ? ['explained, see docs/testing-differences.md:', ...reasons] : []),
      ...(failed.length > 0 ? ['unexplained:', ...failed] : []),
    ].join('\n');
  }
}

/** How to play a random workflow alone. */
function seedAdvice(name: string): string {
  const seed = /^random (\d+)$/.exec(name)?.[1];
  return seed === undefined ? '' : `: npm run test:differential -- --seed ${seed} --count 1 --only random`;
}
