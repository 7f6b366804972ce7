import type { Task, TaskResult } from '../../generated/index.js';
import { TransportFailure } from '../../src/client/transport-failure.js';
import type { Transport, TransportRequest, TransportResponse } from '../../src/client/transport.js';
import type { Clock } from '../../src/time/clock.js';
import type { Random } from '../../src/time/random.js';
import { aTask } from '../worker/a-task.js';
import { between } from './seeded-random.js';

/** How often which fault happens to a request: shares of 1. */
export interface Faults {
  /** The request never arrives. */
  readonly lostRequest: number;
  /** It is carried out, and the answer never arrives. */
  readonly lostAnswer: number;
  /** Nothing comes until the attempt's time is over; it may have been carried out. */
  readonly hang: number;
  /** 503, 429 or 500 without being carried out. */
  readonly errorAnswer: number;
}

export const NO_FAULTS: Faults = { lostRequest: 0, lostAnswer: 0, hang: 0, errorAnswer: 0 };

/** A task as the model keeps it. */
export interface ModelTask {
  readonly id: string;
  readonly input: Record<string, unknown>;
  readonly leaseMs: number;
  readonly retryCount: number;
  status: Task['status'];
  pollCount: number;
  holder: string | undefined;
  output: Record<string, unknown>;
  availableAt: number;
  /** When the server last heard of the holder. */
  touchedAt: number;
  /** When an extension of its lease last suffered a fault; Infinity while one does. */
  troubledAt: number;
  /** Times an IN_PROGRESS result has put it back into the queue. */
  requeues: number;
}

const TASK_TYPE = 'simulated';
const LOOK_EVERY_MS = 100;

/**
 * A server that misbehaves on purpose, in every way in which a request can fail, by chance that a seed decides; and that notices what a
 * runner must not do to it. Beneath that it is a model, not an engine, of what a runner meets: polls that are held, results that are dropped
 * when they are late, IN_PROGRESS that puts a task back into its queue, leases.
 */
export class ModelServer {
  readonly tasks = new Map<string, ModelTask>();
  /** What must not happen on a server; the simulation fails if there is anything. */
  readonly violations: string[] = [];
  /** Polled tasks whose answer reached the worker, as `id#pollCount`. */
  readonly delivered: Task[] = [];
  faults: Faults;
  readonly #clock: Clock;
  readonly #random: Random;
  /** Collected by polls that are held: out of everyone's reach, though still SCHEDULED. */
  readonly #reserved = new Set<ModelTask>();
  /** What the answers to polls hand out, once they arrive. */
  readonly #polled = new WeakMap<TransportResponse, Task[]>();
  #nextId = 1;

  constructor(clock: Clock, random: Random, faults: Faults) {
    this.#clock = clock;
    this.#random = random;
    this.faults = faults;
  }

  schedule(input: Record<string, unknown>, leaseMs: number, retryCount = 0): void {
    const id = `task-${this.#nextId++}`;
    const now = this.#clock.now();
    this.tasks.set(id, {
      ...{ id, input, leaseMs, retryCount, status: 'SCHEDULED', pollCount: 0, holder: undefined, output: {} },
      ...{ availableAt: now, touchedAt: now, troubledAt: -Infinity, requeues: 0 },
    });
  }

  /** Takes away what its holder has not been heard of for too long. Returns those tasks. */
  expireLeases(): ModelTask[] {
    const now = this.#clock.now();
    const expired = [...this.tasks.values()].filter(
      (task) => task.status === 'IN_PROGRESS' && now - task.touchedAt > task.leaseMs,
    );
    for (const task of expired) {
      task.status = 'TIMED_OUT';
      if (task.retryCount < 2) this.schedule(task.input, task.leaseMs, task.retryCount + 1);
    }
    return expired;
  }

  /** Another worker of the same type takes a task that is waiting. */
  letRivalPoll(): void {
    const [task] = this.#available();
    if (task !== undefined) this.#handOut(task, 'rival');
  }

  /** And ends what it has. */
  letRivalFinish(): void {
    for (const task of this.tasks.values()) {
      if (task.status === 'IN_PROGRESS' && task.holder === 'rival') task.status = 'COMPLETED';
    }
  }

  cancelSome(): void {
    for (const task of this.tasks.values()) {
      if (task.status === 'IN_PROGRESS' && this.#random() < 0.3) task.status = 'CANCELED';
    }
  }

  readonly transport: Transport = {
    send: (request) => this.#send(request),
    stream: () => Promise.reject(new Error('the model has no streams')),
    close: () => Promise.resolve(),
  };

  async #send(request: TransportRequest): Promise<TransportResponse> {
    const fault = this.#fault();
    const task = this.#extended(request);
    if (fault !== 'none' && task !== undefined) task.troubledAt = Infinity;
    try {
      return await this.#answer(request, fault);
    } finally {
      if (fault !== 'none' && task !== undefined) task.troubledAt = this.#clock.now();
    }
  }

  /** The task whose lease a request is to extend. */
  #extended(request: TransportRequest): ModelTask | undefined {
    if (request.method !== 'POST' || request.path !== '/api/tasks') return undefined;
    const { taskId, extendLease } = bodyOf(request);
    return extendLease === true ? this.tasks.get(taskId) : undefined;
  }

  async #answer(request: TransportRequest, fault: Fault): Promise<TransportResponse> {
    await this.#wait(between(this.#random, 0, 15));
    if (fault === 'lostRequest') throw connectionLost(true);
    if (fault === 'errorAnswer') return errorAnswer(this.#random);
    const isCarriedOut = fault !== 'hang' || this.#random() < 0.5;
    const answer = isCarriedOut ? await this.#carryOut(request) : undefined;
    if (fault === 'hang') {
      await this.#wait(request.timeoutMs > 0 ? request.timeoutMs : 30_000);
      throw new TransportFailure('timeout', 'no answer in time', { mayHaveArrived: true });
    }
    await this.#wait(between(this.#random, 0, 15));
    if (fault === 'lostAnswer' || answer === undefined) throw connectionLost(true);
    this.delivered.push(...(this.#polled.get(answer) ?? []));
    return answer;
  }

  async #carryOut(request: TransportRequest): Promise<TransportResponse> {
    const url = new URL(request.path, 'http://model');
    if (url.pathname === `/api/tasks/poll/batch/${TASK_TYPE}`) {
      const count = Number(url.searchParams.get('count'));
      const workerId = url.searchParams.get('workerid') ?? '';
      const tasks = await this.#poll(count, Number(url.searchParams.get('timeout')), workerId);
      const answer = json(200, tasks);
      this.#polled.set(answer, tasks);
      return answer;
    }
    if (request.method === 'POST' && url.pathname === '/api/tasks') return this.#update(bodyOf(request));
    if (request.method === 'POST' && url.pathname.endsWith('/log')) return text(200, '');
    const task = this.tasks.get(url.pathname.slice('/api/tasks/'.length));
    return task === undefined ? notFound(url.pathname) : json(200, toTask(task));
  }

  async #poll(count: number, timeoutMs: number, workerId: string): Promise<Task[]> {
    const endsAt = this.#clock.now() + timeoutMs;
    const collected: ModelTask[] = [];
    for (;;) {
      for (const task of this.#available().slice(0, count - collected.length)) {
        this.#reserved.add(task);
        collected.push(task);
      }
      if (collected.length >= count || this.#clock.now() >= endsAt) break;
      await this.#wait(Math.min(LOOK_EVERY_MS, endsAt - this.#clock.now()));
    }
    return collected.map((task) => {
      this.#reserved.delete(task);
      return this.#handOut(task, workerId);
    });
  }

  #handOut(task: ModelTask, workerId: string): Task {
    task.status = 'IN_PROGRESS';
    task.pollCount += 1;
    task.holder = workerId;
    task.touchedAt = this.#clock.now();
    return toTask(task);
  }

  #update(update: TaskResult): TransportResponse {
    const task = this.tasks.get(update.taskId);
    if (task === undefined) return notFound(update.taskId);
    const isOpen = task.status === 'IN_PROGRESS' || task.status === 'SCHEDULED';
    if (!isOpen) return text(200, task.id);
    if (update.extendLease === true) {
      task.touchedAt = this.#clock.now();
      return text(200, task.id);
    }
    if (update.status === 'IN_PROGRESS') this.#requeue(task, update);
    else task.status = update.status;
    task.output = update.outputData ?? {};
    return text(200, task.id);
  }

  #requeue(task: ModelTask, update: TaskResult): void {
    if (task.status === 'SCHEDULED') this.violations.push(`${task.id}: IN_PROGRESS arrived again while it was queued`);
    if (task.holder !== update.workerId) {
      this.violations.push(`${task.id}: IN_PROGRESS of ${update.workerId ?? '?'} took it from ${task.holder ?? '?'}`);
    }
    // Only hand-backs come back after two seconds, with the output of an earlier poll.
    const poll = update.callbackAfterSeconds === 2 ? undefined : update.outputData?.poll;
    if (poll !== undefined && poll !== task.pollCount) {
      this.violations.push(
        `${task.id}: IN_PROGRESS of poll ${JSON.stringify(poll)} arrived after poll ${task.pollCount}`,
      );
    }
    task.requeues += 1;
    if (task.requeues > task.pollCount) this.violations.push(`${task.id}: put back more often than it was polled`);
    task.status = 'SCHEDULED';
    task.availableAt = this.#clock.now() + (update.callbackAfterSeconds ?? 0) * 1000;
  }

  #available(): ModelTask[] {
    const now = this.#clock.now();
    return [...this.tasks.values()].filter(
      (task) => task.status === 'SCHEDULED' && task.availableAt <= now && !this.#reserved.has(task),
    );
  }

  #fault(): Fault {
    let left = this.#random();
    for (const name of ['lostRequest', 'lostAnswer', 'hang', 'errorAnswer'] as const) {
      left -= this.faults[name];
      if (left < 0) return name;
    }
    return 'none';
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.setTimer(ms, resolve));
  }
}

type Fault = keyof Faults | 'none';

function toTask(task: ModelTask): Task {
  return aTask({
    taskId: task.id,
    taskType: TASK_TYPE,
    taskDefName: TASK_TYPE,
    referenceTaskName: task.id,
    status: task.status,
    pollCount: task.pollCount,
    retryCount: task.retryCount,
    inputData: task.input,
    outputData: task.output,
    responseTimeoutSeconds: task.leaseMs / 1000,
  });
}

function bodyOf(request: TransportRequest): TaskResult {
  return JSON.parse(String(request.body)) as TaskResult;
}

function connectionLost(mayHaveArrived: boolean): TransportFailure {
  return new TransportFailure('connection', 'connection lost', { mayHaveArrived });
}

function errorAnswer(random: Random): TransportResponse {
  const status = [503, 429, 500][Math.floor(random() * 3)] ?? 503;
  return json(status, { status, message: 'not now', retryable: true });
}

function notFound(what: string): TransportResponse {
  return json(404, { status: 404, message: `No such task found by id: ${what}`, retryable: false });
}

function json(status: number, body: unknown): TransportResponse {
  return { status, headers: new Headers({ 'content-type': 'application/json' }), body: JSON.stringify(body) };
}

function text(status: number, body: string): TransportResponse {
  return { status, headers: new Headers({ 'content-type': 'text/plain' }), body };
}
