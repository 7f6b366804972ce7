import type { Task, TaskResult } from '../../../generated/index.js';
import { TransportFailure } from '../../../src/client/transport-failure.js';
import type { Lane, Transport, TransportRequest, TransportResponse } from '../../../src/client/transport.js';
import type { Clock } from '../../../src/time/clock.js';
import { aTask } from '../../worker/a-task.js';
import { json, text, type Answer } from './answers.js';

/** What requests are told apart by. */
export type Route = 'poll' | 'update' | 'extend' | 'get' | 'log' | 'getTaskDef' | 'registerTaskDefs' | 'health';

/** A request that arrived at the transport. */
export interface SeenRequest {
  readonly route: Route;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  readonly lane: Lane;
  readonly timeoutMs: number;
  /** On the server's clock. */
  readonly at: number;
}

interface HeldPoll {
  readonly queue: string;
  readonly count: number;
  readonly answer: (tasks: readonly Task[]) => void;
}

/**
 * A server in memory, as much of one as a runner meets. It does what a real one does unless the next answer of a route was scripted:
 * hands out what was queued, holds polls, keeps the status of each task, puts nothing back into a queue by itself.
 */
export class ScriptedServer {
  readonly requests: SeenRequest[] = [];
  /** As the server knows them, by id. */
  readonly tasks = new Map<string, Task>();
  /** Task definitions by name. */
  readonly taskDefs = new Map<string, unknown>();
  isClosed = false;
  readonly #clock: Clock;
  readonly #queues = new Map<string, Task[]>();
  readonly #scripts = new Map<Route, Answer[]>();
  readonly #always = new Map<Route, Answer>();
  #held: HeldPoll[] = [];
  #nextId = 1;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Queues a task of the given type, or of `type` in a domain; gives it as it will be polled. */
  queue(taskType: string, changes: Partial<Task> = {}): Task {
    const taskId = changes.taskId ?? `task-${this.#nextId++}`;
    const task = aTask({ taskType, taskDefName: taskType, ...changes, taskId });
    this.tasks.set(taskId, task);
    const queue = queueName(taskType, changes.domain);
    this.#queues.set(queue, [...(this.#queues.get(queue) ?? []), task]);
    this.#serveHeld(queue);
    return task;
  }

  /** What the next requests of a route get, one each, before the server does as usual again. */
  script(route: Route, ...answers: readonly Answer[]): void {
    this.#scripts.set(route, [...(this.#scripts.get(route) ?? []), ...answers]);
  }

  /** What every request of a route gets from now on, until the returned function is called. */
  always(route: Route, answer: Answer): () => void {
    this.#always.set(route, answer);
    return () => void this.#always.delete(route);
  }

  of(route: Route): readonly SeenRequest[] {
    return this.requests.filter((request) => request.route === route);
  }

  /** The updates that arrived at the transport, decoded; without extensions of leases. */
  get updates(): readonly TaskResult[] {
    return this.of('update').map(({ body }) => JSON.parse(body) as TaskResult);
  }

  /** Polls that the server holds at this moment. */
  get heldPolls(): number {
    return this.#held.length;
  }

  readonly transport: Transport = {
    send: (request) => this.#send(request),
    stream: () => Promise.reject(new Error('this server has no streams')),
    close: () => {
      this.isClosed = true;
      return Promise.resolve();
    },
  };

  async #send(request: TransportRequest): Promise<TransportResponse> {
    // As over a network, an answer is never there before the caller has moved on.
    await Promise.resolve();
    if (this.isClosed) throw new TransportFailure('closed', 'the transport is closed', { mayHaveArrived: false });
    const seen = this.#see(request);
    this.requests.push(seen);
    const answer = this.#scripts.get(seen.route)?.shift() ?? this.#always.get(seen.route);
    if (answer !== undefined) return answer(() => this.#perform(seen));
    return seen.route === 'poll' ? this.#poll(seen) : this.#perform(seen);
  }

  #see({ method, path, body, lane, timeoutMs }: TransportRequest): SeenRequest {
    const url = new URL(path, 'http://scripted');
    const seenBody = typeof body === 'string' ? body : '';
    return {
      ...{ method, path: url.pathname, lane, timeoutMs, body: seenBody, at: this.#clock.now() },
      query: Object.fromEntries(url.searchParams),
      route: routeOf(method, url.pathname, seenBody),
    };
  }

  #perform(seen: SeenRequest): TransportResponse {
    const last = decodeURIComponent(seen.path.slice(seen.path.lastIndexOf('/') + 1));
    switch (seen.route) {
      case 'poll':
        return json(200, this.#takeFrom(queueName(last, seen.query.domain), Number(seen.query.count)));
      case 'update':
        return this.#update(JSON.parse(seen.body) as TaskResult);
      case 'extend':
      case 'log':
      case 'registerTaskDefs':
        return text(200, '');
      case 'get':
        return this.#found(this.tasks.get(last), `No such task found by id: ${last}`);
      case 'getTaskDef':
        return this.#found(this.taskDefs.get(last), `No such taskType found by name: ${last}`);
      case 'health':
        return json(200, { healthy: true, healthResults: [], suppressedHealthResults: [] });
    }
  }

  #found(value: unknown, message: string): TransportResponse {
    return value === undefined ? json(404, { status: 404, message, retryable: false }) : json(200, value);
  }

  /** Waits for `count` tasks, as a server on SQL does. */
  async #poll(seen: SeenRequest): Promise<TransportResponse> {
    const queue = queueName(decodeURIComponent(seen.path.slice(seen.path.lastIndexOf('/') + 1)), seen.query.domain);
    const count = Number(seen.query.count);
    const holdMs = Number(seen.query.timeout);
    if (holdMs <= 0 || (this.#queues.get(queue)?.length ?? 0) >= count) return json(200, this.#takeFrom(queue, count));
    const tasks = await new Promise<readonly Task[]>((resolve) => {
      const held = { queue, count, answer: resolve };
      this.#held.push(held);
      this.#clock.setTimer(holdMs, () => {
        if (!this.#held.includes(held)) return;
        this.#held = this.#held.filter((other) => other !== held);
        resolve(this.#takeFrom(queue, count));
      });
    });
    return json(200, tasks);
  }

  #serveHeld(queue: string): void {
    const held = this.#held.find((poll) => poll.queue === queue);
    if (held === undefined || (this.#queues.get(queue)?.length ?? 0) < held.count) return;
    this.#held = this.#held.filter((other) => other !== held);
    held.answer(this.#takeFrom(queue, held.count));
  }

  #takeFrom(queue: string, count: number): readonly Task[] {
    const waiting = this.#queues.get(queue) ?? [];
    this.#queues.set(queue, waiting.slice(count));
    return waiting.slice(0, count);
  }

  #update(update: TaskResult): TransportResponse {
    const task = this.tasks.get(update.taskId);
    if (task === undefined)
      return json(404, { status: 404, message: `No such task found by id: ${update.taskId}`, retryable: false });
    if (task.status === 'IN_PROGRESS') {
      const status = update.status === 'IN_PROGRESS' ? 'SCHEDULED' : update.status;
      this.tasks.set(update.taskId, { ...task, status, outputData: update.outputData ?? {} });
    }
    return text(200, update.taskId);
  }
}

function queueName(taskType: string, domain: string | undefined): string {
  return domain === undefined ? taskType : `${domain}:${taskType}`;
}

function routeOf(method: string, path: string, body: string): Route {
  if (path.startsWith('/api/tasks/poll/batch/')) return 'poll';
  if (path.startsWith('/api/metadata/taskdefs')) return method === 'GET' ? 'getTaskDef' : 'registerTaskDefs';
  if (path === '/health') return 'health';
  if (path.endsWith('/log')) return 'log';
  if (method === 'GET') return 'get';
  return body.includes('"extendLease":true') ? 'extend' : 'update';
}
