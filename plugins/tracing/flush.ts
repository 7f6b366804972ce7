import type { FlushableTracerProvider } from './options.js';

/** Hands on what is recorded. An exporter that hangs is not waited for. @throws Error that says so, or what the exporter said */
export async function flush(provider: FlushableTracerProvider, timeoutMs: number): Promise<void> {
  if (provider.forceFlush === undefined) return;
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`the tracer provider's exporter has not ended within ${timeoutMs} ms; its spans may be lost`));
    }, timeoutMs);
  });
  try {
    await Promise.race([provider.forceFlush(), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
