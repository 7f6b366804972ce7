import type { StartWorkflowRequest, Task, TaskDef, TaskResult, Workflow, WorkflowDef } from '../../src/index.js';

/*
 * One small workflow that is played on the engine and on a real server, with the same workers. Everything in a case is data, so that it
 * can be sent to both. A `#` before a name stands for a prefix that makes it unique on a server that others use as well: `#order`.
 */

/** What a worker reports for a task. */
export type Report = Pick<
  TaskResult,
  'status' | 'outputData' | 'reasonForIncompletion' | 'callbackAfterSeconds' | 'extendLease' | 'logs'
>;

/** A worker: its reports in the order of its polls, the last of them again and again, or a function of the task. */
export type Script = readonly Report[] | ((task: Task, nth: number) => Report);

/** Something that happens from outside. References name the latest task of that reference. */
export type Step =
  /** Workers work and time passes until the workflow is over. Where there are no steps, this is the only one. */
  | { readonly do: 'finish' }
  /** Workers work and time passes until the task is in this state. */
  | { readonly do: 'reach'; readonly ref: string; readonly status: Task['status'] }
  /** Time passes, and nobody works, until the task is in this state. */
  | { readonly do: 'see'; readonly ref: string; readonly status: Task['status'] }
  /** So many tasks are polled and reported, by whichever worker has one. */
  | { readonly do: 'work'; readonly tasks: number }
  /** A task is polled and not reported. */
  | { readonly do: 'hold'; readonly taskType: string }
  | { readonly do: 'pass'; readonly seconds: number }
  | { readonly do: 'pause' | 'resume' | 'decide' | 'retry' | 'restart' | 'restartLatest' | 'retrySubworkflows' }
  | { readonly do: 'terminate'; readonly reason?: string }
  | { readonly do: 'rerun'; readonly fromRef?: string; readonly taskInput?: Readonly<Record<string, unknown>> }
  | { readonly do: 'skip'; readonly ref: string }
  | {
      readonly do: 'signal';
      readonly status: 'COMPLETED' | 'FAILED';
      readonly output: Readonly<Record<string, unknown>>;
    }
  | { readonly do: 'updateByRef'; readonly ref: string; readonly status: Report['status']; readonly output: object }
  /** A report for a task by id, whoever has it. */
  | { readonly do: 'update'; readonly ref: string; readonly report: Report }
  | { readonly do: 'push'; readonly message: Readonly<Record<string, unknown>> }
  | Ask
  /** Another definition of the workflow of the same name and version. */
  | { readonly do: 'redefine'; readonly workflow: WorkflowDef }
  /** The step before is refused, with this status code on both sides; the messages are compared. */
  | { readonly do: 'refused'; readonly step: Step };

/**
 * Any request. Its answer is compared. In path, query and body `{workflowId}` stands for the id of the workflow, `{task REF}` for that of
 * its latest task of that reference, and `{answer N}` for the text that the Nth request (from 0) was answered with.
 */
export interface Ask {
  readonly do: 'ask';
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: unknown;
}

/** What a request was answered with. */
export interface Answer {
  readonly request: string;
  readonly status: number;
  readonly body: unknown;
}

export interface DifferentialCase {
  /** Of the case, as a sentence: `a switch takes the default case for a value that has none`. */
  readonly name: string;
  /** Task types and rules that it is about: every one that the engine has must be covered by a case. */
  readonly covers: readonly string[];
  readonly workflow: WorkflowDef;
  /** Sub-workflows, failure workflows. */
  readonly others?: readonly WorkflowDef[];
  readonly taskDefs?: readonly TaskDef[];
  readonly start?: Partial<StartWorkflowRequest>;
  /** By task type. A type without one is never polled. Polled in this order, one task at a time. */
  readonly workers?: Readonly<Record<string, Script>>;
  readonly steps?: readonly Step[];
  /**
   * `any` where the order of tasks depends on how quick the server is with what it does beside the request: with children, joins, and
   * timers in branches that are open side by side. Tasks are compared by their references then.
   */
  readonly order?: 'any';
  /** Differences that are known and have a reason: paths in the normalised record, see docs/testing-differences.md. */
  readonly allow?: readonly { readonly path: RegExp; readonly reason: string }[];
}

/** What came of a case: the workflow, those it started, and what was refused. */
export interface Played {
  readonly workflow: Workflow;
  readonly children: readonly Workflow[];
  readonly refusals: readonly { readonly status: number; readonly message: string }[];
  readonly answers: readonly Answer[];
}
