import type { Workflow } from '../../generated/index.js';
import type { TimeDriver } from './clock/time-driver.js';
import type { Engine } from './engine/engine.js';
import { explain } from './explain.js';

/** A workflow that has not ended after so many timers never does. */
const MOST_TIMERS = 100_000;
/** So long nothing happens, by the machine's clock, before a workflow counts as stuck: far more than what any worker here needs to ask. */
const STUCK_AFTER_MS = 1_000;
const LOOK_EVERY_MS = 100;

/** Waits for what becomes of workflows. */
export class WorkflowWaits {
  readonly #engine: Engine;
  /** Absent on a real clock, where nothing that waits for its time can be told from what is stuck. */
  readonly #driver: TimeDriver | undefined;
  readonly #underWay = new Set<(error: Error) => void>();

  constructor(engine: Engine, driver: TimeDriver | undefined) {
    this.#engine = engine;
    this.#driver = driver;
  }

  /**
   * The workflow as soon as the condition holds.
   * @throws Error when it never will, as far as can be told; EngineError 404 when there is no such workflow; the reason of the signal
   */
  until(
    workflowId: string,
    condition: (workflow: Workflow) => boolean,
    signal: AbortSignal | undefined,
  ): Promise<Workflow> {
    return new Promise((resolve, reject) => {
      const engine = this.#engine;
      const startedWith = this.#driver?.fired ?? 0;
      let lastHappened = -1;
      let quietMs = 0;
      const look = (): void => {
        const workflow = engine.workflows.get(workflowId);
        const stoppedFor = engine.stoppedFor(workflowId);
        if (stoppedFor !== undefined) throw new Error(`workflow ${workflow.workflowName} ${stoppedFor}`);
        if (!condition(workflow)) return;
        end();
        resolve(workflow);
      };
      const fail = (error: unknown): void => {
        end();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const attempt = (): void => {
        try {
          look();
        } catch (error) {
          fail(error);
        }
      };
      const aborted = (): void => fail(signal?.reason);
      const watch = (): void => {
        const driver = this.#driver;
        if (driver === undefined) return;
        if (driver.fired - startedWith > MOST_TIMERS) {
          fail(this.#endless(workflowId));
          return;
        }
        const isQuiet = driver.happened === lastHappened && driver.isAtRest;
        lastHappened = driver.happened;
        quietMs = isQuiet ? quietMs + LOOK_EVERY_MS : 0;
        if (quietMs >= STUCK_AFTER_MS) fail(this.#stuck(workflowId, driver));
      };
      const end = (): void => {
        clearInterval(watching);
        stopListening();
        this.#underWay.delete(fail);
        signal?.removeEventListener('abort', aborted);
      };
      // Keeps the process alive: somebody waits.
      const watching = setInterval(watch, LOOK_EVERY_MS);
      const stopListening = engine.workflows.onChange((changed) => {
        // Looked at when the operation that changes it has ended.
        if (changed === workflowId) queueMicrotask(attempt);
      });
      this.#underWay.add(fail);
      signal?.addEventListener('abort', aborted, { once: true });
      if (signal?.aborted === true) aborted();
      else attempt();
    });
  }

  /** Ends every wait. */
  close(): void {
    for (const fail of [...this.#underWay]) fail(new Error('the conductor was closed'));
  }

  #stuck(workflowId: string, driver: TimeDriver): Error {
    const workflow = this.#engine.workflows.get(workflowId);
    const isPolled = (taskType: string): boolean => this.#engine.tasks.pollData(taskType).length > 0;
    const time = driver.isMovedByHand ? '\nTime stands still: move it with advance() or runUntilIdle().' : '';
    return new Error(`workflow ${workflow.workflowName} is stuck: ${explain(workflow, isPolled)}${time}`);
  }

  #endless(workflowId: string): Error {
    const workflow = this.#engine.workflows.get(workflowId);
    const { workflowName, tasks } = workflow;
    const last = tasks.at(-1)?.referenceTaskName ?? 'none';
    return new Error(
      `workflow ${workflowName} goes on for ever: it is ${workflow.status} after more than ${MOST_TIMERS} timers and ${tasks.length} tasks, the last of them ${last}`,
    );
  }
}
