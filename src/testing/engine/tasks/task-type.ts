import type { TaskDef, WorkflowDef, WorkflowTask } from '../../../../generated/index.js';
import { taskInput } from '../decider/task-input.js';
import { newTask, type Draft } from '../decider/draft.js';
import type { JsonObject, TaskState, WorkflowState } from '../model.js';

/** A task of the definition that is to be scheduled, and where. */
export class MappingContext {
  #input: JsonObject | undefined;

  constructor(
    readonly draft: Draft,
    readonly workflowTask: WorkflowTask,
    readonly taskId: string,
    readonly retryCount: number,
    /** Maps another task of the definition: the first of a branch, a join. Leaves out those that are there already. */
    readonly map: (workflowTask: WorkflowTask, retryCount: number) => readonly TaskState[],
  ) {}

  get now(): number {
    return this.draft.now;
  }

  get taskDef(): TaskDef | undefined {
    return this.workflowTask.taskDefinition ?? undefined;
  }

  /** The input parameters, resolved without the id of the task and without the task definition's template. */
  get plainInput(): JsonObject {
    return (this.#input ??= taskInput(this.workflowTask.inputParameters, this.draft));
  }

  /** The input parameters, resolved. */
  input(taskDef?: TaskDef): JsonObject {
    return taskInput(this.workflowTask.inputParameters, this.draft, this.taskId, taskDef);
  }

  /** Puts the task in the place of that of the workflow's own definition. */
  amended(workflowTask: WorkflowTask): WorkflowTask {
    this.draft.amendDefinition(workflowTask);
    return workflowTask;
  }

  /** Other parameters than those of the definition, resolved. */
  inputOf(parameters: JsonObject, taskDef?: TaskDef): JsonObject {
    return taskInput(parameters, this.draft, this.taskId, taskDef);
  }

  newTask(workflowTask: WorkflowTask = this.workflowTask): TaskState {
    return newTask(this.draft.workflow, workflowTask, this.taskId, this.now);
  }

  /** A task that is in progress as soon as it is there. */
  startedTask(): TaskState {
    const task = this.newTask();
    task.status = 'IN_PROGRESS';
    task.startTime = this.now;
    return task;
  }
}

/** How the tasks of a type come to be. */
export interface TaskType {
  readonly name: string;
  /**
   * The tasks to schedule for one of the definition, its own first.
   * @throws Termination when the definition or the input makes no sense
   */
  map(context: MappingContext): readonly TaskState[];
}

/**
 * A type whose tasks the server does itself. It is known by `taskType` of the scheduled task, which for forks is not that of the
 * definition.
 *
 *     within the evaluation (isAsync: false)    start once, when scheduled; execute in every evaluation while it is open
 *     beside it (isAsync: true)                 launch once, when SCHEDULED; execute while IN_PROGRESS, whenever the workflow has changed
 *     beside it and slowly                      work: its promise ends the task
 */
export interface SystemTaskType {
  readonly name: string;
  readonly isAsync: boolean;
  /** May end the task. */
  start?(draft: Draft, task: TaskState): void;
  /** Returns whether the task changed: then the workflow is evaluated again. */
  execute?(draft: Draft, task: TaskState, support: SystemTaskSupport): boolean;
  launch?(draft: Draft, task: TaskState, services: EngineServices): void;
  /** As `execute`, for what needs services. */
  pull?(draft: Draft, task: TaskState, services: EngineServices): boolean;
  work?(task: TaskState, services: EngineServices): Promise<Outcome>;
  /** Called when the workflow ends before the task. */
  cancel?(draft: Draft, task: TaskState): void;
  /** Whether something else than the task itself ends it: then `responseTimeoutSeconds` does not apply. */
  isCompletedElsewhere?(task: TaskState): boolean;
}

/** What system tasks may ask of the decider. */
export interface SystemTaskSupport {
  /** Schedules the first task of the next iteration of a loop. */
  scheduleIteration(draft: Draft, loop: TaskState): void;
}

/** How slow work ended. `IN_PROGRESS`: done, but completed by somebody else. */
export interface Outcome {
  readonly status: 'COMPLETED' | 'FAILED' | 'IN_PROGRESS';
  readonly output?: JsonObject;
  readonly reason?: string;
  readonly workerId?: string;
}

/** What tasks reach outside of their workflow. */
export interface EngineServices {
  /** Starts a workflow. Throws what a start throws. */
  startWorkflow(start: WorkflowStart): WorkflowState;
  /** Creates a workflow that is evaluated after the present one. */
  createChild(start: WorkflowStart, parentWorkflowId: string): WorkflowState;
  readonly fetch: typeof fetch;
  /** Takes up to `count` of the messages sent to a workflow. */
  takeMessages(workflowId: string, count: number): readonly JsonObject[];
}

/** A start, from whichever side. */
export interface WorkflowStart {
  readonly name: string;
  readonly version?: number | undefined;
  readonly definition?: WorkflowDef | undefined;
  readonly input?: JsonObject | undefined;
  readonly correlationId?: string | undefined;
  readonly priority?: number | undefined;
  readonly taskToDomain?: Readonly<Record<string, string>> | undefined;
  readonly parentWorkflowId?: string | undefined;
  readonly parentWorkflowTaskId?: string | undefined;
  readonly event?: string | undefined;
  readonly workflowId?: string | undefined;
}

/** `asyncComplete` of the input, or else of the definition. */
export function isAsyncComplete(task: TaskState): boolean {
  if ('asyncComplete' in task.inputData) return task.inputData.asyncComplete === true;
  return task.workflowTask?.asyncComplete === true;
}
