import type { EngineCore } from './core.js';
import type { Effect } from './decider/effect.js';
import { terminate } from './decider/end.js';
import { isTerminal } from './model.js';
import { followChild } from './tasks/sub-workflow.js';

/** What the end of a workflow means for its parent, its children, and the workflow that follows a failure. */
export class Relatives {
  readonly #core: EngineCore;

  constructor(core: EngineCore) {
    this.#core = core;
  }

  startFailureWorkflow(workflowId: string, effect: Extract<Effect, { do: 'startFailureWorkflow' }>): void {
    const failed = this.#core.workflow(workflowId);
    const { name, version, reason } = effect;
    let outcome: string;
    try {
      const input = {
        ...failed.input,
        workflowId,
        reason,
        failureStatus: failed.status,
        ...(failed.failedTaskId !== undefined && { failureTaskId: failed.failedTaskId }),
        failedWorkflow: failed,
      };
      const { correlationId, taskToDomain } = failed;
      outcome = this.#core.runaways.afterFailure(
        name,
        () => this.#core.startNow({ name, version, correlationId, taskToDomain, input }).workflowId,
      );
    } catch (error) {
      outcome = `Error workflow ${name} failed to start.  reason: ${error instanceof Error ? error.message : String(error)}`;
    }
    this.#core.store({ ...failed, output: { ...failed.output, 'conductor.failure_workflow': outcome } });
  }

  /** The task of the parent goes on as its child does. */
  tellParent(workflowId: string): void {
    const child = this.#core.workflow(workflowId);
    const { parentWorkflowId, parentWorkflowTaskId } = child;
    if (parentWorkflowId === undefined) return;
    const parent = this.#core.workflows.get(parentWorkflowId);
    const task = parent?.tasks.find((one) => one.taskId === parentWorkflowTaskId);
    // The parent may have gone on without this child: restarted, or over.
    if (parent === undefined || task === undefined || isTerminal(task.status)) return;
    this.#core.change(parentWorkflowId, (draft) => {
      const own = draft.edit(draft.byId(task.taskId) ?? task);
      followChild(own, child);
      draft.save(own);
    });
    this.#core.later({ do: 'decide', workflowId: parentWorkflowId });
  }

  /** As its parent is, or is stopped. */
  terminate(workflowId: string, reason: string): void {
    const child = this.#core.workflows.get(workflowId);
    if (child === undefined) return;
    this.#core.change(workflowId, (draft) => {
      draft.setWorkflow({ status: 'TERMINATED' });
      terminate(draft, reason);
    });
  }
}
