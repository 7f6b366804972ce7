import { ConductorConfigError } from '../client/errors/conductor-config-error.js';
import type { Task } from '../../generated/index.js';
import { composeInterceptors, type Around, type NamedInterceptor, type Unsubscribe } from '../interceptor.js';
import type { Plugin, PollCall, RunnerControl, RunnerHost, RunnerInfo, TaskCall } from '../plugin.js';
import type { Clock } from '../time/clock.js';
import { classifyReturn } from '../worker/classify-return.js';
import type { HandlerResult } from '../worker/worker.js';
import { contain } from './contain.js';
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

  constructor(hub: EventHub) {
    this.#hub = hub;
  }

  /** Sets plugins up, one after another. Rejects with the name of the one that fails. */
  async setUp(plugins: readonly Plugin[], runner: RunnerInfo, control: RunnerControl): Promise<void> {
    for (const plugin of plugins) {
      const session = new SetUp();
      try {
        await plugin.setup?.(this.#hostFor(plugin.name, session, runner, control));
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
      let polled: readonly Task[] = [];
      const composed = composeInterceptors(this.#around.poll, async (given) => (polled = await core(given)));
      let answered: readonly Task[];
      try {
        answered = await composed(call);
      } catch (error) {
        // With tasks in hand the poll itself has not failed, so an interceptor has.
        if (polled.length === 0) throw error;
        this.#hub.reportError(error, 'an interceptor for polls failed; what was polled is executed');
        return polled;
      }
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
    const composed = composeInterceptors(this.#around.execute, async (call) => core(call));
    return async (call) => classifyReturn(await composed(call), { hasOutputSchema: false });
  }

  /** Runs the clean-ups in reverse order, all of them, and tells what went wrong. What has not ended in time is not waited for. */
  async runDeferred(clock: Clock, timeLeftMs: () => number): Promise<readonly unknown[]> {
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

  #hostFor(plugin: string, session: SetUp, runner: RunnerInfo, control: RunnerControl): RunnerHost {
    const register = <Call, Result>(list: NamedInterceptor<Call, Result>[], around: Around<Call, Result>): void => {
      session.check(plugin);
      list.push({ plugin, around });
    };
    return {
      runner,
      control,
      on: <Name extends RunnerEventName>(event: Name, listener: RunnerListener<Name>): Unsubscribe =>
        this.#hub.on(event, listener),
      defer: (cleanup) => void this.#deferred.push({ plugin, cleanup }),
      aroundPoll: (around) => register(this.#around.poll, around),
      aroundTask: (around) => register(this.#around.task, around),
      aroundExecute: (around) => register(this.#around.execute, around),
    };
  }
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
