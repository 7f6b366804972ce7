import { setTimeout as delay } from 'node:timers/promises';

import type { Transport, TransportRequest, TransportResponse } from '../../../src/client/transport.js';
import { aTask } from '../../worker/a-task.js';

/**
 * Tasks for a measurement: so many per second of each type that is polled for, and whatever is reported is taken. It is no Conductor, since
 * one would cost more than the runner and the page that are measured.
 */
export class TaskSource implements Transport {
  /** Requests other than polls. */
  updates = 0;
  readonly #perSecond: number;
  /** Since when each type has had no task taken. */
  readonly #since = new Map<string, number>();
  #tasks = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  async send({ path }: TransportRequest): Promise<TransportResponse> {
    const { pathname, searchParams } = new URL(path, 'http://source');
    if (!pathname.includes('/poll/batch/')) {
      this.updates += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return { status: 200, headers: new Headers({ 'content-type': 'text/plain' }), body: 'task' };
    }
    const taskType = pathname.slice(pathname.lastIndexOf('/') + 1);
    if (Number(searchParams.get('timeout')) > 0) await this.#untilDue(taskType);
    const tasks = Array.from({ length: this.#take(taskType, Number(searchParams.get('count'))) }, () => {
      this.#tasks += 1;
      const now = Date.now();
      const taskId = `task-${this.#tasks}`;
      return aTask({ taskId, taskType, taskDefName: taskType, scheduledTime: now - 5, startTime: now });
    });
    return { status: 200, headers: new Headers({ 'content-type': 'application/json' }), body: JSON.stringify(tasks) };
  }

  stream(): Promise<never> {
    return Promise.reject(new Error('there are no streams'));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #untilDue(taskType: string): Promise<void> {
    const msPerTask = 1_000 / this.#perSecond;
    const waitMs = this.#sinceOf(taskType) + msPerTask - Date.now();
    if (waitMs > 0) await delay(waitMs);
  }

  #take(taskType: string, most: number): number {
    const since = this.#sinceOf(taskType);
    const taken = Math.min(most, Math.floor(((Date.now() - since) / 1_000) * this.#perSecond));
    this.#since.set(taskType, since + (taken / this.#perSecond) * 1_000);
    return taken;
  }

  #sinceOf(taskType: string): number {
    const since = this.#since.get(taskType) ?? Date.now();
    this.#since.set(taskType, since);
    return since;
  }
}
