/** A promise that the test settles: for handlers that run until the test has seen what it wants. */
export interface OpenEnded<Value> {
  readonly result: Promise<Value>;
  readonly end: (value: Value) => void;
}

export function openEnded<Value>(): OpenEnded<Value> {
  let end: (value: Value) => void = () => undefined;
  const result = new Promise<Value>((resolve) => {
    end = resolve;
  });
  return { result, end };
}

/** Rejects with the signal's reason once it aborts: a handler that gives up when it is told to. */
export function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const give = (): void => reject(signal.reason as Error);
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}
