import type { Task } from '../../../generated/index.js';
import { TransportFailure } from '../../../src/client/transport-failure.js';
import type { Transport, TransportRequest, TransportResponse } from '../../../src/client/transport.js';
import { createApi } from '../../../src/testing/api/api.js';
import { PollHolder } from '../../../src/testing/api/poll-holder.js';
import type { Api } from '../../../src/testing/api/request.js';
import { ClosableClock } from '../../../src/testing/clock/closable-clock.js';
import { Engine } from '../../../src/testing/engine/engine.js';
import { systemClock } from '../../../src/time/clock.js';

/** How much of a task type there is to do. */
export interface Supply {
  /** Tasks that are scheduled per second. `Infinity`: as many as are asked for. */
  readonly perSecond: number;
  /** Of the workers that shall get them. Default: none. */
  readonly domain?: string;
  /** How long a task has been waiting when it is polled, at least. */
  readonly waitedMs?: number;
  readonly responseTimeoutSeconds?: number;
  readonly workflowType?: string;
  readonly referenceName?: string;
}

const SUPPLY_EVERY_MS = 20;
/** More than that is not waiting of one type: nobody works, and it would only fill the memory. */
const MOST_WAITING = 500;

/**
 * The Conductor of `src/testing`, which always has work, as much of it as it was told, behind a transport that misbehaves on purpose: it is
 * down, slow or refuses when told.
 */
export class BusyConductor implements Transport {
  /** Whether every request fails as if nobody listened. */
  isDown = false;
  /** How long each answer takes, at the least and at the most; `undefined`: no time at all. */
  answersWithinMs: readonly [number, number] | undefined;
  /** Whether extensions of leases fail. */
  refusesExtensions = false;
  updates = 0;
  readonly #clock = new ClosableClock(systemClock);
  readonly #engine = new Engine({ clock: this.#clock, keepFinished: 100 });
  readonly #polls = new PollHolder(this.#engine.tasks, this.#clock, 'firstTask');
  readonly #api: Api = createApi({ engine: this.#engine, polls: this.#polls, clock: this.#clock });
  readonly #supplies = new Map<string, { readonly supply: Supply; since: number }>();
  readonly #pauses = new Set<() => void>();
  #supplying: NodeJS.Timeout | undefined;

  supply(taskType: string, supply: Supply): this {
    this.#supplies.set(taskType, { supply, since: Date.now() });
    this.#supplying ??= setInterval(() => this.#supplyAll(), SUPPLY_EVERY_MS);
    return this;
  }

  async send({ method, path, headers, body, signal }: TransportRequest): Promise<TransportResponse> {
    const { answersWithinMs } = this;
    if (answersWithinMs === undefined) await new Promise((resolve) => setImmediate(resolve));
    else await this.#pause(between(...answersWithinMs));
    if (this.isDown) {
      const message = 'connect ECONNREFUSED 10.0.3.7:8080';
      throw new TransportFailure('connection', message, { mayHaveArrived: false, cause: new Error(message) });
    }
    const text = typeof body === 'string' ? body : '';
    if (this.refusesExtensions && text.includes('"extendLease":true'))
      return { status: 503, headers: new Headers({ 'content-type': 'application/json' }), body: '{"message":"busy"}' };
    if (method === 'POST') this.updates += 1;
    const [asked = '', query = ''] = path.split('?');
    const answer = await this.#api.handle({ method, path: asked, query, headers, body: text, signal });
    const { status, contentType } = answer;
    return {
      status,
      headers: new Headers(contentType === undefined ? {} : { 'content-type': contentType }),
      body: asked.includes('/poll/batch/') && status === 200 ? this.#waitedLongEnough(answer.body) : answer.body,
    };
  }

  stream(): Promise<never> {
    return Promise.reject(new Error('there are no streams'));
  }

  close(): Promise<void> {
    clearInterval(this.#supplying);
    this.#polls.releaseAll();
    for (const end of this.#pauses) end();
    this.#clock.close();
    return Promise.resolve();
  }

  #supplyAll(): void {
    for (const [taskType, entry] of this.#supplies) {
      const { perSecond } = entry.supply;
      const room = MOST_WAITING - this.#engine.tasks.queueSize(taskType, entry.supply.domain);
      const now = Date.now();
      const due = perSecond === Infinity ? room : Math.floor(((now - entry.since) / 1_000) * perSecond);
      if (due === 0) continue;
      entry.since = perSecond === Infinity ? now : entry.since + (due / perSecond) * 1_000;
      for (let count = Math.min(due, room); count > 0; count -= 1) this.#schedule(taskType, entry.supply);
    }
  }

  #schedule(taskType: string, supply: Supply): void {
    const {
      workflowType = 'order',
      referenceName = `${taskType}_ref`,
      responseTimeoutSeconds = 3_600,
      domain,
    } = supply;
    const taskDefinition = { name: taskType, responseTimeoutSeconds, timeoutSeconds: 0, retryCount: 0 };
    this.#engine.workflows.start({
      name: workflowType,
      workflowDef: {
        name: workflowType,
        version: 1,
        tasks: [{ name: taskType, taskReferenceName: referenceName, type: 'SIMPLE', taskDefinition }],
      },
      ...(domain !== undefined && { taskToDomain: { [taskType]: domain } }),
    });
  }

  #waitedLongEnough(body: string): string {
    const tasks = (JSON.parse(body) as Task[]).map((task) => {
      const { waitedMs } = this.#supplies.get(task.taskType)?.supply ?? {};
      if (waitedMs === undefined) return task;
      return { ...task, scheduledTime: Math.round(task.scheduledTime - between(0.6, 1.4) * waitedMs) };
    });
    return JSON.stringify(tasks);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#pauses.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#pauses.add(end);
    });
  }
}

function between(from: number, to: number): number {
  return from + Math.random() * (to - from);
}
