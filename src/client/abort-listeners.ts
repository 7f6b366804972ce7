/** Something that gives up when a signal aborts. */
export interface Abortable {
  onAbort(): void;
}

/*
 * One listener per signal, however many requests share it. A listener each would make Node warn of a leak at eleven requests in flight
 * and costs several microseconds per request.
 */
const waitingFor = new WeakMap<AbortSignal, Set<Abortable>>();

function onAbort(this: AbortSignal): void {
  const waiting = waitingFor.get(this);
  if (waiting === undefined) return;
  waitingFor.delete(this);
  for (const target of waiting) target.onAbort();
}

/** Calls `target.onAbort()` once when `signal` aborts. The signal must not have aborted yet. */
export function listenForAbort(signal: AbortSignal, target: Abortable): void {
  let waiting = waitingFor.get(signal);
  if (waiting === undefined) {
    waiting = new Set();
    waitingFor.set(signal, waiting);
    signal.addEventListener('abort', onAbort, { once: true });
  }
  waiting.add(target);
}

/** Takes `target` back. The last one takes the listener off the signal. */
export function stopListening(signal: AbortSignal, target: Abortable): void {
  const waiting = waitingFor.get(signal);
  if (waiting?.delete(target) !== true || waiting.size > 0) return;
  waitingFor.delete(signal);
  signal.removeEventListener('abort', onAbort);
}
