import type { WorkerFacts } from '../worker-facts.js';

/** A duration as people say it: `0.4 s`, `12 s`, `5 min`, `3 h`. */
export function duration(ms: number): string {
  if (ms < 1) return `${Math.max(0, Math.round(ms * 100) / 100)} ms`;
  if (ms < 100) return `${Number(ms.toPrecision(2))} ms`;
  if (ms < 995) return `${Math.round(ms / 10) * 10} ms`;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  return `${Math.round(ms / 3_600_000)} h`;
}

/** `1 task`, `3 tasks`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** A number with as many digits as are worth reading: `0.5`, `12.3`, `4810`. */
export function amount(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}

/** `charge_card`, or `charge_card and 3 more`. */
export function names(workers: readonly WorkerFacts[]): string {
  const [first] = workers;
  if (first === undefined) return 'no worker';
  return workers.length === 1 ? first.name : `${first.name} and ${workers.length - 1} more`;
}

/** Of a whole: `All 3 workers`, `2 of 3 workers`, `The worker`. */
export function share(part: number, whole: number): string {
  if (part < whole) return `${part} of ${count(whole, 'worker')}`;
  return whole === 1 ? 'The worker' : `All ${whole} workers`;
}

/** What somebody else has written, at the end of a sentence. */
export function quoted(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[.\s]+$/, '');
}

/** The one of which something is largest; `undefined` without any. */
export function worst(
  workers: readonly WorkerFacts[],
  of: (worker: WorkerFacts) => number | null,
): WorkerFacts | undefined {
  let found: WorkerFacts | undefined;
  for (const worker of workers) if (found === undefined || (of(worker) ?? -1) > (of(found) ?? -1)) found = worker;
  return found;
}
