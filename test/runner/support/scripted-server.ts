import type { Task, TaskResult } from '../../../generated/index.js';
import { TransportFailure } from '../../../src/client/transport-failure.js';
import type { Lane, Transport, TransportRequest, TransportResponse } from '../../../src/client/transport.js';
import type { ApiAnswer } from '../../../src/testing/api/answer.js';
import { createApi } from '../../../src/testing/api/api.js';
import { PollHolder } from '../../../src/testing/api/poll-holder.js';
import type { Api } from '../../../src/testing/api/request.js';
import { Engine } from '../../../src/testing/engine/engine.js';
import type { Clock } from '../../../src/time/clock.js';
import type { Answer } from './answers.js';

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

/**
 * The Conductor of `src/testing` behind a transport that misbehaves on purpose: the next answers of a route can be scripted, and what is
 * not scripted the engine answers. Polls are held by the clock of the test. The engine sees the same time, but nothing in it happens
 * because of time alone: attempts, callbacks and timeouts that are due later would come into every test that waits for long.
 */
export class ScriptedServer {
  readonly requests: SeenRequest[] = [];
  /** Tasks as they were handed out, in order. */
  readonly polled: Task[] = [];
  readonly engine: Engine;
  isClosed = false;
  readonly #clock: Clock;
  readonly #api: Api;
  readonly #polls: PollHolder;
  readonly #scripts = new Map<Route, Answer[]>();
  readonly #always = new Map<Route, Answer>();
  /** What tests want different in tasks, by id. */
  readonly #changes = new Map<string, Partial<Task>>();
  /** For what the engine makes next. */
  readonly #nextIds: string[] = [];
  #queued = 0;
  #furtherIds = 0;
  /** How far the engine's time is ahead. */
  #aheadMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    const engineClock: Clock = {
      now: () => clock.now() + this.#aheadMs,
      epochMs: () => clock.epochMs() + this.#aheadMs,
      setTimer: () => ({ cancel: () => undefined }),
    };
    const newId = (): string => this.#nextIds.shift() ?? `further-${++this.#furtherIds}`;
    this.engine = new Engine({ clock: engineClock, newId });
    this.#polls = new PollHolder(this.engine.tasks, clock, 'fullBatch');
    this.#api = createApi({ engine: this.engine, polls: this.#polls, clock: engineClock });
  }

  /**
   * Starts a workflow of one task of the given type, `workflow-1` with `task-1` the first time, and gives the id of the task.
   *
   * @param changes what shall be different in the task. Its id, its workflow's, the domain, input, output and correlation id are given to
   * the engine; anything else is laid over what it answers
   */
  queue(taskType: string, changes: Partial<Task> = {}): string {
    const { taskId: wantedId, workflowInstanceId: wantedWorkflow, domain, outputData, ...others } = changes;
    const { inputData = {}, correlationId, ...laidOver } = others;
    const number = wantedId === undefined ? ++this.#queued : this.#queued;
    const taskId = wantedId ?? `task-${number}`;
    const workflowId = wantedWorkflow ?? (wantedId === undefined ? `workflow-${number}` : `workflow-of-${taskId}`);
    this.#changes.set(taskId, laidOver);
    this.#nextIds.push(workflowId, taskId);
    const inputParameters = Object.fromEntries(
      Object.keys(inputData).map((key): [string, string] => [key, `\${workflow.input['${key}']}`]),
    );
    this.engine.workflows.start({
      name: 'orders',
      workflowDef: {
        name: 'orders',
        version: 1,
        tasks: [{ name: taskType, taskReferenceName: `${taskType}_ref`, type: 'SIMPLE', inputParameters }],
      },
      input: structuredClone(inputData),
      ...(correlationId !== undefined && { correlationId }),
      ...(domain !== undefined && { taskToDomain: { [taskType]: domain } }),
    });
    if (outputData !== undefined)
      this.engine.tasks.update({ workflowInstanceId: workflowId, taskId, status: 'IN_PROGRESS', outputData });
    return taskId;
  }

  /** Another worker polls: tasks that are there are handed out to it. */
  handOut(taskType: string, count: number): readonly Task[] {
    return this.engine.tasks.poll({ taskType, count, workerId: 'another' }).map((task) => this.#asWanted(task));
  }

  /** The task's response timeout is over: the engine's time jumps there, and it looks at the workflow. */
  timeOut(taskId: string): void {
    const { workflowInstanceId, responseTimeoutSeconds } = this.engine.tasks.get(taskId);
    this.#aheadMs += responseTimeoutSeconds * 1000 + 1;
    this.engine.workflows.decide(workflowInstanceId);
  }

  /** The workflow of the task is ended and removed. */
  remove(taskId: string): void {
    const { workflowInstanceId } = this.engine.tasks.get(taskId);
    this.engine.workflows.terminate(workflowInstanceId);
    this.engine.workflows.remove(workflowInstanceId);
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
    return this.#polls.size;
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
    return this.#response(seen, await this.#ask(seen));
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

  /** For a script, which does not wait: a poll is answered with what is there. */
  #perform(seen: SeenRequest): TransportResponse {
    const answer = this.#ask(seen.route === 'poll' ? { ...seen, query: { ...seen.query, timeout: '0' } } : seen);
    if (answer instanceof Promise) throw new Error(`${seen.method} ${seen.path} has no answer at once`);
    return this.#response(seen, answer);
  }

  #ask({ method, path, query, body }: SeenRequest): ApiAnswer | Promise<ApiAnswer> {
    const headers = { 'content-type': 'application/json' };
    return this.#api.handle({ method, path, query: new URLSearchParams(query).toString(), headers, body });
  }

  #response({ route }: SeenRequest, { status, contentType, body, headers = {} }: ApiAnswer): TransportResponse {
    const all = new Headers(contentType === undefined ? headers : { ...headers, 'content-type': contentType });
    return { status, headers: all, body: status === 200 ? this.#bodyAsWanted(route, body) : body };
  }

  #bodyAsWanted(route: Route, body: string): string {
    if (route === 'get') return JSON.stringify(this.#asWanted(JSON.parse(body) as Task));
    if (route !== 'poll') return body;
    const tasks = (JSON.parse(body) as Task[]).map((task) => this.#asWanted(task));
    this.polled.push(...tasks);
    return JSON.stringify(tasks);
  }

  #asWanted(task: Task): Task {
    return { ...task, ...this.#changes.get(task.taskId) };
  }
}

function routeOf(method: string, path: string, body: string): Route {
  if (path.startsWith('/api/tasks/poll/batch/')) return 'poll';
  if (path.startsWith('/api/metadata/taskdefs')) return method === 'GET' ? 'getTaskDef' : 'registerTaskDefs';
  if (path === '/health') return 'health';
  if (path.endsWith('/log')) return 'log';
  if (method === 'GET') return 'get';
  return body.includes('"extendLease":true') ? 'extend' : 'update';
}
