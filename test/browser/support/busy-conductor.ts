import { TransportFailure } from '../../../src/client/transport-failure.js';
import type { Transport, TransportRequest, TransportResponse } from '../../../src/client/transport.js';
import { aTask } from '../../worker/a-task.js';

/** How much of a task type there is to do. */
export interface Supply {
  /** Tasks that are scheduled per second. `Infinity`: as many as are asked for. */
  readonly perSecond: number;
  /** How long a task has been waiting when it is polled, at least. */
  readonly waitedMs?: number;
  readonly responseTimeoutSeconds?: number;
  readonly workflowType?: string;
  readonly referenceName?: string;
}

/** A conductor without sockets that always has work, as much of it as it was told. */
export class BusyConductor implements Transport {
  /** Whether every request fails as if nobody listened. */
  isDown = false;
  /** How long each answer takes, at the least and at the most; `undefined`: no time at all. */
  answersWithinMs: readonly [number, number] | undefined;
  /** Whether extensions of leases fail. */
  refusesExtensions = false;
  updates = 0;
  readonly #supplies = new Map<string, { readonly supply: Supply; since: number }>();
  readonly #held = new Set<() => void>();
  #tasks = 0;

  supply(taskType: string, supply: Supply): this {
    this.#supplies.set(taskType, { supply, since: Date.now() });
    return this;
  }

  async send(request: TransportRequest): Promise<TransportResponse> {
    const { answersWithinMs } = this;
    if (answersWithinMs === undefined) await new Promise((resolve) => setImmediate(resolve));
    else await this.#pause(between(...answersWithinMs));
    if (this.isDown) {
      const message = 'connect ECONNREFUSED 10.0.3.7:8080';
      throw new TransportFailure('connection', message, { mayHaveArrived: false, cause: new Error(message) });
    }
    const [path = '', query = ''] = request.path.split('?');
    if (path.includes('/poll/batch/')) {
      const search = new URLSearchParams(query);
      const taskType = decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
      return this.#poll(
        taskType,
        search.get('domain') ?? undefined,
        Number(search.get('count')),
        Number(search.get('timeout')),
      );
    }
    if (typeof request.body === 'string' && request.body.includes('"extendLease":true') && this.refusesExtensions)
      return { status: 503, headers: new Headers({ 'content-type': 'application/json' }), body: '{"message":"busy"}' };
    this.updates += 1;
    return { status: 200, headers: new Headers({ 'content-type': 'text/plain' }), body: 'task' };
  }

  stream(): Promise<never> {
    return Promise.reject(new Error('there are no streams'));
  }

  close(): Promise<void> {
    for (const release of this.#held) release();
    return Promise.resolve();
  }

  async #poll(
    taskType: string,
    domain: string | undefined,
    count: number,
    timeoutMs: number,
  ): Promise<TransportResponse> {
    const until = Date.now() + timeoutMs;
    let received = this.#take(taskType, count);
    while (received === 0 && Date.now() < until) {
      await this.#pause(Math.min(50, until - Date.now()));
      received = this.#take(taskType, 1);
    }
    const { supply } = this.#supplies.get(taskType) ?? {};
    const tasks = Array.from({ length: received }, () => {
      this.#tasks += 1;
      const now = Date.now();
      return aTask({
        taskType,
        taskDefName: taskType,
        taskId: `task-${this.#tasks}`,
        workflowInstanceId: `workflow-${this.#tasks}`,
        referenceTaskName: supply?.referenceName ?? `${taskType}_ref`,
        workflowType: supply?.workflowType ?? 'order',
        scheduledTime: now - Math.round(between(0.6, 1.4) * (supply?.waitedMs ?? 5)),
        startTime: now,
        responseTimeoutSeconds: supply?.responseTimeoutSeconds ?? 3_600,
        ...(domain !== undefined && { domain }),
      });
    });
    return { status: 200, headers: new Headers({ 'content-type': 'application/json' }), body: JSON.stringify(tasks) };
  }

  #take(taskType: string, count: number): number {
    const entry = this.#supplies.get(taskType);
    if (entry === undefined) return 0;
    const { perSecond } = entry.supply;
    if (perSecond === Infinity) return count;
    const there = Math.floor(((Date.now() - entry.since) / 1_000) * perSecond);
    const taken = Math.min(count, there);
    if (taken > 0) entry.since += (taken / perSecond) * 1_000;
    return taken;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#held.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#held.add(end);
    });
  }
}

function between(from: number, to: number): number {
  return from + Math.random() * (to - from);
}
