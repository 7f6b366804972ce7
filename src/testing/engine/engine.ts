import { EngineCore, type EngineOptions } from './core.js';
import { EventOperations } from './event-operations.js';
import { MessageOperations } from './message-operations.js';
import { MetadataOperations } from './metadata-operations.js';
import { MockOperations } from './mock-operations.js';
import { ScheduleOperations } from './schedule-operations.js';
import { TaskLogs } from './task-logs.js';
import { TaskOperations } from './task-operations.js';
import { WorkflowOperations } from './workflow-operations.js';

/**
 * A Conductor in this process: plain data in, plain data out, errors with the status and message that the server would answer.
 * Nothing here waits. What takes time is left to the clock and to promises; listeners tell when something has come of it.
 */
export class Engine {
  readonly workflows: WorkflowOperations;
  readonly tasks: TaskOperations;
  readonly metadata: MetadataOperations;
  readonly events: EventOperations;
  readonly messages: MessageOperations;
  readonly mocks: MockOperations;
  readonly schedules: ScheduleOperations;
  readonly #core: EngineCore;

  constructor(options: EngineOptions = {}) {
    const core = new EngineCore(options);
    const logs = new TaskLogs();
    core.onLog((taskId, line) => logs.add(taskId, { taskId, log: line, createdTime: core.now }));
    core.onForget(({ tasks }) => {
      for (const { taskId } of tasks) logs.forget(taskId);
    });
    this.#core = core;
    this.workflows = new WorkflowOperations(core);
    this.tasks = new TaskOperations(core, logs);
    this.metadata = new MetadataOperations(core);
    this.messages = new MessageOperations(core);
    this.mocks = new MockOperations(core, this.workflows, this.tasks);
    this.events = new EventOperations(core, this.workflows, this.tasks);
    this.schedules = new ScheduleOperations(core, this.workflows);
  }

  /** Whether something is under way that is neither a timer nor a worker: an HTTP request, a jq program. The clock must not jump then. */
  get isBusy(): boolean {
    return this.#core.isBusy;
  }

  /**
   * Whether nothing but the end of somebody's patience comes at a time: a timeout of a workflow that waits for a person or a signal, who
   * may still come.
   */
  onlyPatienceEndsAt(epochMs: number): boolean {
    return this.#core.onlyPatienceEndsAt(epochMs);
  }

  /** Why a workflow was ended by the engine, because it went on for ever; undefined when it was not. */
  stoppedFor(workflowId: string): string | undefined {
    return this.#core.runaways.reasonOf(workflowId);
  }

  /** How many workflows are kept. */
  get size(): number {
    return this.#core.workflows.size;
  }
}
