import type * as AsyncHooks from 'node:async_hooks';
import type { setMaxListeners } from 'node:events';
import type * as Crypto from 'node:crypto';
import type * as Fs from 'node:fs';
import type * as Os from 'node:os';
import type * as Tls from 'node:tls';

/*
 * What the runtime offers, looked up instead of imported: the entry point must load in browsers and edge runtimes, where a static
 * `import 'node:os'` is already an error.
 */

interface BuiltinModules {
  'node:async_hooks': typeof AsyncHooks;
  'node:events': { readonly setMaxListeners: typeof setMaxListeners };
  'node:crypto': typeof Crypto;
  'node:fs': typeof Fs;
  'node:os': typeof Os;
  'node:tls': typeof Tls;
}

/** As much of Node's `process` as may be missing elsewhere. */
interface PartialProcess {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly pid?: number;
  readonly versions?: { readonly node?: string };
  getBuiltinModule?<Name extends keyof BuiltinModules>(name: Name): BuiltinModules[Name] | undefined;
  emitWarning?(message: string, options: { type: string; code: string }): void;
}

const runtime = globalThis as { readonly process?: PartialProcess; readonly Bun?: unknown; readonly Deno?: unknown };

/** A module of Node's own, or `undefined` where there is no such thing. Deno and Bun offer the same look-up. */
export function builtinModule<Name extends keyof BuiltinModules>(name: Name): BuiltinModules[Name] | undefined {
  return runtime.process?.getBuiltinModule?.(name);
}

/** The environment variables; empty where there are none. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return runtime.process?.env ?? {};
}

/** Tells whoever runs the process of something that nobody listens for, through the runtime's own warning channel, with a code. */
export function emitProcessWarning(message: string, code: string): void {
  runtime.process?.emitWarning?.(message, { type: 'ConductorWarning', code });
}

/** Node itself, as opposed to a runtime that imitates it (Bun's `undici` is a stub). */
export function isNode(): boolean {
  return runtime.process?.versions?.node !== undefined && runtime.Bun === undefined && runtime.Deno === undefined;
}

/** `host-pid`, as good as the runtime allows: who holds a task, for people who read it on the server. */
export function processName(): string {
  const host = builtinModule('node:os')?.hostname() ?? 'unknown-host';
  return `${host}-${runtime.process?.pid ?? 0}`;
}

/** Says that many listeners on this signal are meant to be: from the eleventh on Node would warn of a leak. */
export function expectManyListeners(signal: AbortSignal): void {
  builtinModule('node:events')?.setMaxListeners(0, signal);
}
