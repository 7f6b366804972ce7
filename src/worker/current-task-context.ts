import type * as AsyncHooks from 'node:async_hooks';
import { builtinModule } from '../platform.js';
import type { TaskContext } from './task-context.js';

let hooks: typeof AsyncHooks | undefined;

/** Made with the first task: an AsyncLocalStorage costs the whole process something from its first `run` on. */
let storage: AsyncHooks.AsyncLocalStorage<TaskContext> | undefined;

/**
 * The context of the task whose handler is running, anywhere below it: in a function that was not given the context, after an `await`,
 * in a timer that the handler set. `undefined` outside of handlers, and in runtimes without `node:async_hooks`.
 *
 * @example
 * const log = (line: string) => getTaskContext()?.log(line);
 */
export function getTaskContext(): TaskContext | undefined {
  return storage?.getStore();
}

/** Calls `callback(...args)` such that {@link getTaskContext} gives `context` in it and in all that it starts. */
export function runInTaskContext<Args extends readonly unknown[], Result>(
  context: TaskContext,
  callback: (...args: Args) => Result,
  ...args: Args
): Result {
  if (storage === undefined) {
    hooks ??= builtinModule('node:async_hooks');
    if (hooks === undefined) return callback(...args);
    storage = new hooks.AsyncLocalStorage();
  }
  return storage.run(context, callback, ...args);
}

/**
 * Remembers every async context that is current now, also those of others (a tracer's span). The function it returns calls another one
 * in them: for work that a shared timer starts on behalf of a task.
 */
export function captureContext(): <Result>(run: () => Result) => Result {
  // Looked up once: that costs more than all else here.
  hooks ??= builtinModule('node:async_hooks');
  if (hooks === undefined) return (run) => run();
  // Not AsyncLocalStorage.snapshot(): on Node 20 that makes a bound function and a deprecation warning for it, with each task.
  const resource = new hooks.AsyncResource('CONDUCTOR_TASK');
  return (run) => resource.runInAsyncScope(run);
}
