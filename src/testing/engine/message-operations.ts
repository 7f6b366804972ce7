import type { EngineCore } from './core.js';
import { EngineError } from './engine-error.js';
import type { JsonObject } from './model.js';

/** The message queue of workflows. */
export class MessageOperations {
  readonly #core: EngineCore;

  constructor(core: EngineCore) {
    this.#core = core;
  }

  /** @returns the id of the message */
  push(workflowId: string, payload: JsonObject): string {
    const core = this.#core;
    const state = core.workflows.get(workflowId);
    if (state === undefined) throw new EngineError(404, `Workflow not found: ${workflowId}`, { isText: true });
    if (state.status !== 'RUNNING') {
      throw new EngineError(409, `Workflow ${workflowId} is not in RUNNING state (current: ${state.status})`, {
        isText: true,
      });
    }
    const id = core.newId();
    core.messages.push(workflowId, { id, workflowId, payload, receivedAt: new Date(core.now).toISOString() });
    core.lookAtJoins(workflowId);
    core.settle();
    return id;
  }
}
