import type { Workflow } from '../../generated/index.js';
import type { TimeDriver } from './clock/time-driver.js';
import { machineTimers } from './clock/machine-timers.js';
import { closedError } from './closed-error.js';
import { ENDLESS_AFTER_MS, findEndless, MOST_ITERATIONS } from './endless.js';
import type { Engine } from './engine/engine.js';
import { isWorkflowOver } from './engine/model.js';
import { explain } from './explain.js';
import type { WaitOptions } from './run-options.js';
import { isLeftToTheTest } from './standstill.js';
import { timelineOf } from './timeline.js';

/** A workflow that has not ended after so many timers never does, whatever it is that goes on. */
const MOST_TIMERS = 100_000;
/** So long nothing changes, by the machine's clock, before a workflow counts as stuck: far more than what any worker here needs. */
const STUCK_AFTER_MS = 1_000;
/** The same where the test may still do something: below the five seconds that vitest and jest give a test. */
const PATIENCE_MS = 4_000;
const LOOK_EVERY_MS = 50;

/** What waits go by. */
export interface WaitParts {
  readonly engine: Engine;
  /** Absent on a real clock, where nothing that waits for its time can be told from what is stuck. */
  readonly driver: TimeDriver | undefined;
  /** Whether somebody takes the tasks of a queue. */
  readonly isServed: (queue: string) => boolean;
  /** Of the conductor. */
  readonly stuckAfterMs: number | undefined;
}

/** One wait. */
export interface Awaited extends WaitOptions {
  readonly workflowId: string;
  /** Absent: it is over. */
  readonly condition?: ((workflow: Workflow) => boolean) | undefined;
  /** Whether who waits knows the workflow, and may do something for it. */
  readonly mayIntervene: boolean;
}

/** Waits for what becomes of workflows. */
export class WorkflowWaits {
  readonly #parts: WaitParts;
  readonly #underWay = new Set<(error: Error) => void>();

  constructor(parts: WaitParts) {
    this.#parts = parts;
  }

  /**
   * The workflow as soon as the condition holds.
   * @throws Error when it never will, as far as can be told; EngineError 404 when there is no such workflow; the reason of the signal
   */
  until(awaited: Awaited): Promise<Workflow> {
    const { workflowId, condition, signal } = awaited;
    return new Promise((resolve, reject) => {
      const { engine, driver } = this.#parts;
      const startedWith = driver?.fired ?? 0;
      const startedAt = machineTimers.now();
      let lastChanges = -1;
      let quietMs = 0;
      const look = (): void => {
        const isOver = isWorkflowOver(engine.workflows.stored(workflowId).status);
        const stoppedFor = isOver ? engine.stoppedFor(workflowId) : undefined;
        if (stoppedFor !== undefined) {
          throw new Error(`workflow ${engine.workflows.get(workflowId).workflowName} ${stoppedFor}`);
        }
        // The whole workflow is shown only where it is asked for: it may be long, and change often.
        if (condition === undefined && !isOver) return;
        const workflow = engine.workflows.get(workflowId);
        if (condition === undefined || condition(workflow)) {
          end();
          resolve(workflow);
        } else if (isOver) fail(new Error(neverHolds(workflow)));
      };
      const fail = (error: unknown): void => {
        end();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const attempt = (): void => {
        isLookDue = false;
        if (hasEnded) return;
        try {
          look();
        } catch (error) {
          fail(error);
        }
      };
      const aborted = (): void => fail(signal?.reason);
      const watch = (): void => {
        if (driver === undefined) return;
        if (driver.fired - startedWith > MOST_TIMERS) {
          fail(this.#tooManyTimers(workflowId));
          return;
        }
        const endless = machineTimers.now() - startedAt < ENDLESS_AFTER_MS ? undefined : this.#endless(awaited);
        if (endless !== undefined) {
          fail(endless);
          return;
        }
        const isQuiet = driver.changes === lastChanges && this.#isAtRest(driver);
        lastChanges = driver.changes;
        quietMs = isQuiet ? quietMs + LOOK_EVERY_MS : 0;
        if (isQuiet && quietMs >= this.#patienceMs(awaited)) fail(this.#stuck(workflowId, driver, quietMs));
      };
      const end = (): void => {
        hasEnded = true;
        machineTimers.clearInterval(watching);
        stopListening();
        this.#underWay.delete(fail);
        signal?.removeEventListener('abort', aborted);
      };
      let hasEnded = false;
      let isLookDue = false;
      // Keeps the process alive: somebody waits.
      const watching = machineTimers.setInterval(watch, LOOK_EVERY_MS);
      const stopListening = engine.workflows.onChange((changed) => {
        // Looked at when the operation that changes it has ended.
        if (changed !== workflowId || isLookDue) return;
        isLookDue = true;
        machineTimers.queueMicrotask(attempt);
      });
      this.#underWay.add(fail);
      signal?.addEventListener('abort', aborted, { once: true });
      if (signal?.aborted === true) aborted();
      else attempt();
    });
  }

  /** Ends every wait. */
  close(): void {
    for (const fail of [...this.#underWay]) fail(closedError());
  }

  /** Whether nothing here will change anything by itself. */
  #isAtRest(driver: TimeDriver): boolean {
    const { engine, isServed } = this.#parts;
    // It looks again, lest it has missed that something ended without a change.
    driver.noticed();
    return driver.isAtRest && !engine.tasks.queuesWithReady.some(isServed);
  }

  #patienceMs({ workflowId, mayIntervene, stuckAfterMs }: Awaited): number {
    const { engine, stuckAfterMs: ofConductor } = this.#parts;
    const given = stuckAfterMs ?? ofConductor;
    if (given !== undefined) return given;
    return mayIntervene && isLeftToTheTest(workflowId, engine) ? PATIENCE_MS : STUCK_AFTER_MS;
  }

  #stuck(workflowId: string, driver: TimeDriver, quietMs: number): Error {
    const { engine } = this.#parts;
    const workflow = engine.workflows.get(workflowId);
    const isPolled = (taskType: string, domain: string | undefined): boolean =>
      engine.tasks.pollData(taskType).some((data) => data.domain === domain);
    const child = (id: string): Workflow | undefined => engine.workflows.find(id);
    const usedMocks = (id: string, ref: string): number | undefined => engine.mocks.usedUp(id, ref);
    const lines = [`workflow ${workflow.workflowName} is stuck: ${explain(workflow, { isPolled, child, usedMocks })}`];
    const queues = engine.tasks.queuesWithReady;
    if (driver.isMovedByHand) lines.push('Time stands still: move it with advance() or runUntilIdle().');
    else if (queues.length > 0 && driver.hasTimers) {
      lines.push(`Time stands still as long as tasks are queued that nobody polls for: ${queues.join(', ')}.`);
    }
    lines.push(`Nothing has changed for ${quietMs} ms. The option stuckAfterMs gives it longer.`);
    return new Error(lines.join('\n'));
  }

  /** Of a loop without end, which is ended: it would go on for as long as the conductor is there. */
  #endless({ workflowId, mostIterations = MOST_ITERATIONS }: Awaited): Error | undefined {
    const { engine } = this.#parts;
    const endless = findEndless(workflowId, mostIterations, engine);
    if (endless === undefined) return undefined;
    engine.workflows.terminate(workflowId, endless.reason);
    return new Error(endless.reason);
  }

  #tooManyTimers(workflowId: string): Error {
    const workflow = this.#parts.engine.workflows.get(workflowId);
    const { workflowName, tasks } = workflow;
    const last = tasks.at(-1)?.referenceTaskName ?? 'none';
    return new Error(
      `workflow ${workflowName} goes on for ever: it is ${workflow.status} after more than ${MOST_TIMERS} timers and ${tasks.length} tasks, the last of them ${last}`,
    );
  }
}

function neverHolds(workflow: Workflow): string {
  const { workflowName, status } = workflow;
  return `workflow ${workflowName} is ${status}, and the condition that was waited for does not hold\n${timelineOf(workflow).toString()}`;
}
