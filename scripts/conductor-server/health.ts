import { setTimeout as delay } from 'node:timers/promises';

/** Resolves as soon as the server at `url` calls itself healthy; goes on asking until `signal` aborts, then rejects with its reason. */
export async function untilHealthy(url: string, signal: AbortSignal): Promise<void> {
  while (!(await isHealthy(url, signal))) {
    await delay(100, undefined, { signal });
  }
}

/** Whether the Conductor server at `url` is up and calls itself healthy. */
export async function isHealthy(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]) });
    const body: unknown = await response.json();
    return response.ok && typeof body === 'object' && body !== null && 'healthy' in body && body.healthy === true;
  } catch {
    // Not listening yet, still starting, or no Conductor at all. That the caller gave up is a different matter.
    signal.throwIfAborted();
    return false;
  }
}
