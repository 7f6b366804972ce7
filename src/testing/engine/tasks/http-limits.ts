import { machineTimers } from '../../clock/machine-timers.js';
import type { JsonObject } from '../model.js';

/** What the server's input has where nothing is said. */
const DEFAULT_MS = 3_000;

/** How long an HTTP call may take, by the machine's clock: it is a real call, whatever clock the engine has. */
export interface HttpLimits {
  /**
   * Until the answer begins. When the connection is there cannot be told here: one limit, the longer, is that of connecting and of the wait for
   * the first byte.
   */
  readonly answerMs: number;
  /** Between two pieces of the answer. */
  readonly readMs: number;
}

/** `connectionTimeOut` and `readTimeOut` of a request. 0 is no limit. */
export function httpLimitsOf({ connectionTimeOut, readTimeOut }: JsonObject): HttpLimits {
  const readMs = limitOf(readTimeOut);
  return { answerMs: Math.max(limitOf(connectionTimeOut), readMs), readMs };
}

function limitOf(given: unknown): number {
  const ms = given === undefined || given === null || given === '' ? DEFAULT_MS : Number(given);
  if (Number.isNaN(ms)) return DEFAULT_MS;
  return ms > 0 ? ms : Number.POSITIVE_INFINITY;
}

/** @throws Error as Java words it, when it takes longer */
export function within<Result>(promise: Promise<Result>, limitMs: number): Promise<Result> {
  if (!Number.isFinite(limitMs)) return promise;
  return new Promise((resolve, reject) => {
    const timer = machineTimers.setTimeout(() => reject(new Error('Read timed out')), limitMs);
    promise.then(resolve, reject).finally(() => machineTimers.clearTimeout(timer));
  });
}

/** The whole text of an answer. @throws Error when the rest of it does not come */
export async function textWithin(response: Response, limitMs: number): Promise<string> {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  // There is no body; or it is that of a test, which is no real one.
  if (reader === undefined) return within(response.text(), limitMs);
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await within(reader.read(), limitMs);
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
}
