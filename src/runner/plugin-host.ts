import { ConductorConfigError } from '../client/errors/conductor-config-error.js';
import type { Task } from '../../generated/index.js';
import {
  checkFunction,
  composeInterceptors,
  type Around,
  type NamedInterceptor,
  type Unsubscribe,
} from '../interceptor.js';
import type { Plugin, PollCall, RunnerControl, RunnerHost, RunnerInfo, TaskCall } from '../plugin.js';
import type { Clock } from '../time/clock.js';
import { classifyReturn } from '../worker/classify-return.js';
import { typeName } from '../worker/type-name.js';
import type { HandlerResult } from '../worker/worker.js';
import { contain, type ReportMistake } from './contain.js';
import type { EventHub } from './event-hub.js';
import type { RunnerEventName, RunnerListener, TaskOutcome } from './events.js';
import { messageOf } from './message-of.js';

/** A clean-up and who asked for it. */
interface Deferred {
  readonly plugin: string;
  readonly cleanup: () => void | Promise<void>;
}

/** What plugins have registered with one runner. */
export class PluginHost {
  readonly #hub: EventHub;
  readonly #around: {
    readonly poll: NamedInterceptor<PollCall, readonly Task[]>[];
    readonly task: NamedInterceptor<TaskCall, TaskOutcome>[];
    readonly execute: NamedInterceptor<TaskCall, HandlerResult>[];
  } = { poll: [], task: [], execute: [] };
  readonly #deferred: Deferred[] = [];
  /** Whether the clean-ups have run, or are running. */
  #isCleanedUp = false;

  constructor(hub: EventHub) {
    this.#hub = hub;
  }

  /**
   * Sets plugins up, one after another, for as long as that is wanted. Rejects with the name of the one that fails.
   * @param isWanted asked before each of them: a runner may be stopped while it starts
   */
  async setUp(
    plugins: readonly Plugin[],
    runner: RunnerInfo,
    control: RunnerControl,
    isWanted: () => boolean,
  ): Promise<void> {
    for (const plugin of plugins) {
      if (!isWanted()) return;
      const session = new SetUp();
      const missed = this.#hub.keptErrors;
      try {
        await plugin.setup?.(this.#hostFor(plugin.name, session, runner, control));
        // A plugin shall hear also of what went wrong with the workers, and with those before it.
        this.#hub.tellErrors(plugin.name, missed);
      } catch (error) {
        throw new ConductorConfigError(`plugin "${plugin.name}" failed to set up: ${messageOf(error)}`, {
          field: 'plugins',
          cause: error,
        });
      } finally {
        session.isOver = true;
      }
    }
  }

  /** `core` with the interceptors for polls around it. A poll happens or not as they say; nothing that was polled is lost by them. */
  poll(
    core: (call: PollCall) => Promise<readonly Task[]>,
    handBack: (tasks: readonly Task[]) => void,
  ): (call: PollCall) => Promise<readonly Task[]> {
    if (this.#around.poll.length === 0) return core;
    return async (call) => {
      let polling: Promise<readonly Task[]> | undefined;
      const composed = composeInterceptors(this.#around.poll, (given) => {
        polling = core(given);
        // An interceptor need not wait for it; what it fails with is then nobody's.
        polling.catch(() => undefined);
        return polling;
      });
      let answered: readonly Task[];
      try {
        answered = checkedTasks(await composed(call));
      } catch (error) {
        const polled = polling === undefined ? [] : await polling;
        // With tasks in hand the poll itself has not failed, so an interceptor has.
        if (polled.length === 0) throw error;
        this.#hub.reportError(error, 'an interceptor for polls failed; what was polled is executed');
        return polled;
      }
      // Also one that the interceptor did not wait for: its tasks are ours once it has been sent.
      const polled = polling === undefined ? [] : await orNone(polling);
      if (answered === polled) return polled;
      const kept = polled.filter((task) => answered.includes(task));
      if (kept.length < answered.length) {
        const error = new Error(`${answered.length - kept.length} tasks were never polled`);
        this.#hub.reportError(error, 'an interceptor for polls added tasks; they are ignored');
      }
      if (kept.length < polled.length) {
        const left = polled.filter((task) => !answered.includes(task));
        const error = new Error(`${left.length} of ${polled.length} polled tasks were left out`);
        this.#hub.reportError(error, 'an interceptor for polls left tasks out; they are handed back');
        handBack(left);
      }
      return kept;
    };
  }

  /** The interceptors around handler and report; `undefined` when there are none. They cannot keep a task from its outcome. */
  aroundTask(): ((call: TaskCall, core: (call: TaskCall) => Promise<TaskOutcome>) => Promise<unknown>) | undefined {
    if (this.#around.task.length === 0) return undefined;
    const contained = this.#around.task.map((interceptor) =>
      contain(interceptor, 'aroundTask', (error, cause) => this.#hub.reportError(error, cause)),
    );
    return (call, core) => composeInterceptors(contained, core)(call);
  }

  /** `core` with the interceptors around handlers. What they return is checked: it goes to the server. */
  execute(
    core: (call: TaskCall) => HandlerResult | Promise<HandlerResult>,
  ): (call: TaskCall) => HandlerResult | Promise<HandlerResult> {
    if (this.#around.execute.length === 0) return core;
    const resulting = this.#around.execute.map((interceptor) =>
      withResult(interceptor, (error, cause) => this.#hub.reportError(error, cause)),
    );
    const composed = composeInterceptors(resulting, async (call) => core(call));
    return async (call) => classifyReturn(await composed(call), { hasOutputSchema: false });
  }

  /** Runs the clean-ups in reverse order, all of them, and tells what went wrong. What has not ended in time is not waited for. */
  async runDeferred(clock: Clock, timeLeftMs: () => number): Promise<readonly unknown[]> {
    this.#isCleanedUp = true;
    const errors: unknown[] = [];
    for (const { plugin, cleanup } of this.#deferred.splice(0).reverse()) {
      try {
        await withinTime(cleanup, clock, timeLeftMs());
      } catch (error) {
        errors.push(new Error(`the clean-up of plugin "${plugin}" failed: ${messageOf(error)}`, { cause: error }));
      }
    }
    return errors;
  }

  /** What is deferred when the clean-ups have run, by a set-up that came to its end after the runner had, is cleaned up at once. */
  #defer(deferred: Deferred): void {
    if (!this.#isCleanedUp) {
      this.#deferred.push(deferred);
      return;
    }
    const { plugin, cleanup } = deferred;
    Promise.resolve()
      .then(cleanup)
      .catch((error: unknown) => this.#hub.reportError(error, `the clean-up of plugin "${plugin}" failed`));
  }

  #hostFor(plugin: string, session: SetUp, runner: RunnerInfo, control: RunnerControl): RunnerHost {
    const register = <Call, Result>(
      method: string,
      list: NamedInterceptor<Call, Result>[],
      around: Around<Call, Result>,
    ): void => {
      session.check(plugin);
      checkFunction(method, around);
      list.push({ plugin, around });
    };
    return {
      runner,
      control,
      on: <Name extends RunnerEventName>(
        event: Name,
        listener: RunnerListener<Name>,
        options: { readonly passive?: boolean } = {},
      ): Unsubscribe => {
        checkFunction('on', listener);
        return this.#hub.on(event, listener, { owner: plugin, passive: options.passive === true });
      },
      reportError: (error, cause) => this.#hub.reportError(error, `plugin "${plugin}": ${cause}`),
      defer: (cleanup) => {
        checkFunction('defer', cleanup);
        this.#defer({ plugin, cleanup });
      },
      aroundPoll: (around) => register('aroundPoll', this.#around.poll, around),
      aroundTask: (around) => register('aroundTask', this.#around.task, around),
      aroundExecute: (around) => register('aroundExecute', this.#around.execute, around),
    };
  }
}

/** An interceptor for polls that forgets to answer must not lose what was polled. */
function checkedTasks(answer: unknown): readonly Task[] {
  if (Array.isArray(answer)) return answer as readonly Task[];
  throw new TypeError(`an interceptor for polls answered ${typeName(answer)} in place of a list of tasks`);
}

/** What a poll brought; nothing, if it failed and an interceptor has answered all the same. */
async function orNone(polling: Promise<readonly Task[]>): Promise<readonly Task[]> {
  try {
    return await polling;
  } catch {
    return [];
  }
}

/** An interceptor for handlers that forgets to return must not pass for an empty output: the handler has done its work. */
function withResult(
  { plugin, around }: NamedInterceptor<TaskCall, HandlerResult>,
  report: ReportMistake,
): NamedInterceptor<TaskCall, HandlerResult> {
  const checked: Around<TaskCall, HandlerResult> = async (call, next) => {
    const calls: Promise<HandlerResult>[] = [];
    const result: unknown = await around(call, (given) => {
      const promise = next(given);
      calls.push(promise);
      return promise;
    });
    if (result !== undefined) return result as HandlerResult;
    const error = new Error(`aroundExecute of plugin "${plugin}" returned nothing; it must return a result`);
    const [handled] = calls;
    if (handled === undefined) throw error;
    report(error, `aroundExecute of plugin "${plugin}" returned nothing; the handler's own result counts`);
    return handled;
  };
  return { plugin, around: checked };
}

/** The time in which a plugin may register interceptors: later ones would wrap some tasks and not others. */
class SetUp {
  isOver = false;

  check(plugin: string): void {
    if (this.isOver) throw new Error(`plugin "${plugin}" registered an interceptor after its setup; do it in setup`);
  }
}

function withinTime(cleanup: () => void | Promise<void>, clock: Clock, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const tooLate = new Error(`it has not ended within ${Math.round(timeoutMs)} ms`);
    const timer = clock.setTimer(timeoutMs, () => reject(tooLate));
    Promise.resolve()
      .then(cleanup)
      .then(resolve, reject)
      .finally(() => timer.cancel());
  });
}
