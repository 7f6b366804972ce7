import { TaskResourceService, type Task } from '../../generated/index.js';
import type { TaskAbortCause } from '../worker/task-context.js';
import { Lease, type LeaseOwner } from './lease.js';
import { classifyUpdateError } from './server-error.js';
import type { ExecutionParts } from './task-execution.js';

/** The execution that a lease is for. */
export interface LeaseHolder {
  readonly task: Task;
  abort(cause: TaskAbortCause, message: string): void;
  /** Extensions are asked for in the async context of the task. */
  enterContext<Result>(run: () => Result): Result;
}

/** The lease of a task that was just polled: extends itself on the server, tells the runner's listeners, and aborts the handler. */
export function leaseOf(
  parts: ExecutionParts,
  holder: LeaseHolder,
  settings: { readonly leaseMs: number; readonly polledAt: number; readonly extend: boolean },
): Lease {
  return new Lease(new TaskLeaseOwner(parts, holder, settings), parts.clock, parts.wheel, settings);
}

class TaskLeaseOwner implements LeaseOwner {
  readonly #parts: ExecutionParts;
  readonly #holder: LeaseHolder;
  readonly #leaseMs: number;
  readonly #polledAt: number;

  constructor(
    parts: ExecutionParts,
    holder: LeaseHolder,
    { leaseMs, polledAt }: { readonly leaseMs: number; readonly polledAt: number },
  ) {
    this.#parts = parts;
    this.#holder = holder;
    this.#leaseMs = leaseMs;
    this.#polledAt = polledAt;
  }

  extendLease(timeoutMs: number): Promise<'extended' | 'gone'> {
    const { client, identity } = this.#parts;
    const { taskId, workflowInstanceId } = this.#holder.task;
    const { workerId } = identity;
    const body = { taskId, workflowInstanceId, workerId, status: 'IN_PROGRESS', extendLease: true } as const;
    return this.#holder.enterContext(async () => {
      try {
        await TaskResourceService.updateTask({ client, body, timeoutMs, retry: false, throwOnError: true });
        return 'extended';
      } catch (error) {
        if (classifyUpdateError(error) === 'gone') return 'gone';
        throw error;
      }
    });
  }

  leaseExtended(extensions: number): void {
    const { hub, identity } = this.#parts;
    if (!hub.has('leaseExtended')) return;
    hub.emit('leaseExtended', { ...identity, task: this.#holder.task, extensions, leaseMs: this.#leaseMs });
  }

  leaseExtensionFailed(error: unknown, leaseLeftMs: number): void {
    const { hub, identity } = this.#parts;
    if (!hub.has('leaseExtensionFailed')) return;
    hub.emit('leaseExtensionFailed', { ...identity, task: this.#holder.task, error, leaseLeftMs });
  }

  leaseLost(): void {
    const { hub, identity, clock } = this.#parts;
    const leaseMs = this.#leaseMs;
    if (hub.has('leaseLost')) {
      const ageMs = clock.now() - this.#polledAt;
      hub.emit('leaseLost', { ...identity, task: this.#holder.task, leaseMs, ageMs });
    }
    const text = `the server has not been reached for ${leaseMs} ms and may have given the task to another worker`;
    this.#holder.abort('leaseLost', text);
  }

  leaseGone(): void {
    this.#holder.abort('taskGone', 'the server does not know the task any more');
  }
}
