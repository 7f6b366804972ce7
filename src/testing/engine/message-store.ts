import type { JsonObject } from './model.js';

/** Messages that were sent to workflows and have not been taken yet. */
export class MessageStore {
  readonly #messages = new Map<string, JsonObject[]>();

  push(workflowId: string, message: JsonObject): void {
    const list = this.#messages.get(workflowId);
    if (list === undefined) this.#messages.set(workflowId, [message]);
    else list.push(message);
  }

  take(workflowId: string, count: number): readonly JsonObject[] {
    const list = this.#messages.get(workflowId);
    const taken = list?.splice(0, count) ?? [];
    if (list?.length === 0) this.#messages.delete(workflowId);
    return taken;
  }

  drop(workflowId: string): void {
    this.#messages.delete(workflowId);
  }
}
