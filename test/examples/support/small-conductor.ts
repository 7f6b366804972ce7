import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { StartWorkflowRequest, TaskDef, TaskResult, TaskResultStatus, WorkflowDef } from '../../../src/index.js';
import { Refusal, WorkflowEngine } from './workflow-engine.js';

type WorkflowInput = NonNullable<StartWorkflowRequest['input']>;

interface Call {
  /** What stands in the places of the route's stars. */
  readonly stars: readonly string[];
  readonly query: URLSearchParams;
  readonly body: string;
}

/** Answers with JSON, text (a string), or nothing. */
type Route = (call: Call, engine: WorkflowEngine) => unknown;

/**
 * A Conductor server on loopback that is small enough for `npm test`: what the documentation and the examples call, answered as the
 * real one does. An unknown path gets the real one's 404, so that a test notices.
 */
export class SmallConductor {
  readonly engine = new WorkflowEngine();
  /** METHOD and path of each request, in order. */
  readonly requests: string[] = [];
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  /** Without a slash or `/api` at its end. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<SmallConductor> {
    const conductor = new SmallConductor();
    await new Promise<void>((resolve) => conductor.#server.listen(0, '127.0.0.1', resolve));
    return conductor;
  }

  async stop(): Promise<void> {
    this.engine.stop();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://small');
    const method = request.method ?? 'GET';
    this.requests.push(`${method} ${url.pathname}`);
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
    try {
      const answered = await route(method, url, body, this.engine);
      if (answered === undefined) response.writeHead(200).end();
      else if (typeof answered === 'string') response.writeHead(200, { 'content-type': 'text/plain' }).end(answered);
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answered));
    } catch (error) {
      const status = error instanceof Refusal ? error.status : 500;
      const message = error instanceof Error ? error.message : String(error);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status, message, instance: 'small', retryable: false }));
    }
  }
}

/** By METHOD and path; `*` stands for one segment. */
const ROUTES: Readonly<Record<string, Route>> = {
  'GET /health': () => ({ healthy: true, healthResults: [], suppressedHealthResults: [] }),
  'GET /api/version': () => '3.32.3',
  'POST /api/metadata/workflow': ({ body }, { workflowDefs }) => {
    const definition = parse(body) as WorkflowDef;
    if (workflowDefs.has(definition.name)) throw new Refusal(409, `Workflow with ${definition.name}.1 already exists!`);
    workflowDefs.set(definition.name, definition);
  },
  'PUT /api/metadata/workflow': ({ body }, { workflowDefs }) => {
    const definitions = parse(body) as readonly WorkflowDef[];
    for (const definition of definitions) workflowDefs.set(definition.name, definition);
    return { bulkErrorResults: {}, bulkSuccessfulResults: definitions.map(({ name }) => name) };
  },
  'POST /api/metadata/taskdefs': ({ body }, { taskDefs }) => {
    for (const definition of parse(body) as readonly TaskDef[]) taskDefs.set(definition.name, definition);
  },
  'GET /api/metadata/taskdefs/*': ({ stars: [name = ''] }, { taskDefs }) => {
    const found = taskDefs.get(name);
    if (found === undefined) throw new Refusal(404, `No such taskType found by name: ${name}`);
    return found;
  },
  'POST /api/workflow': ({ body }, engine) => {
    const { name, input = {}, taskToDomain } = parse(body) as StartWorkflowRequest;
    return engine.start(name, input, taskToDomain);
  },
  'POST /api/workflow/*': ({ stars: [name = ''], body }, engine) => engine.start(name, parse(body) as WorkflowInput),
  'POST /api/workflow/execute/*/*': async ({ stars: [name = ''], query, body }, engine) => {
    const { input = {} } = parse(body) as Partial<StartWorkflowRequest>;
    const workflowId = engine.start(name, input);
    await engine.ended(workflowId, Number(query.get('waitForSeconds') ?? 10) * 1000);
    const { status, output } = engine.workflow(workflowId);
    return {
      ...{ responseType: 'TARGET_WORKFLOW', targetWorkflowId: workflowId, targetWorkflowStatus: status },
      ...{
        workflowId,
        status,
        input,
        output,
        tasks: [],
        variables: {},
        priority: 0,
        signalTimeout: status === 'RUNNING',
      },
    };
  },
  'GET /api/workflow/*': ({ stars: [id = ''] }, engine) => engine.workflow(id),
  'GET /api/workflow/*/status': ({ stars: [id = ''] }, engine) => {
    const { workflowId, status, output } = engine.workflow(id);
    return { workflowId, status, output };
  },
  'DELETE /api/workflow/*': ({ stars: [id = ''], query }, engine) =>
    engine.terminate(id, query.get('reason') ?? undefined),
  'GET /api/tasks/poll/batch/*': ({ stars: [type = ''], query }, engine) => {
    const domain = query.get('domain');
    const workerId = query.get('workerid');
    return engine.poll(type, {
      count: Number(query.get('count') ?? 1),
      timeoutMs: Number(query.get('timeout') ?? 100),
      ...(domain !== null && { domain }),
      ...(workerId !== null && { workerId }),
    });
  },
  'POST /api/tasks': ({ body }, engine) => {
    const result = parse(body) as TaskResult;
    engine.update(result);
    return result.taskId;
  },
  'GET /api/tasks/*': ({ stars: [id = ''] }, engine) => engine.task(id),
  'GET /api/tasks/*/log': ({ stars: [id = ''] }, { logs }) =>
    logs.get(id)?.map((log) => ({ log, taskId: id, createdTime: Date.now() })),
  'POST /api/tasks/*/log': ({ stars: [id = ''], body }, engine) => engine.log(id, body),
  'POST /api/tasks/*/*/*': ({ stars: [workflowId = '', ref, status], body }, engine) => {
    const task = engine
      .workflow(workflowId)
      .tasks.findLast((one) => one.referenceTaskName === ref && ['SCHEDULED', 'IN_PROGRESS'].includes(one.status));
    if (task === undefined) return undefined;
    const outputData = (parse(body) as TaskResult['outputData']) ?? {};
    engine.update({
      workflowInstanceId: workflowId,
      taskId: task.taskId,
      status: status as TaskResultStatus,
      outputData,
    });
    return task.taskId;
  },
};

function route(method: string, url: URL, body: string, engine: WorkflowEngine): unknown {
  const asked = [method, ...url.pathname.split('/').slice(1)];
  for (const [pattern, answer] of Object.entries(ROUTES)) {
    const segments = pattern.replace(' ', '').split('/');
    if (segments.length !== asked.length) continue;
    if (!segments.every((segment, index) => segment === '*' || segment === asked[index])) continue;
    const stars = asked.filter((_, index) => segments[index] === '*').map(decodeURIComponent);
    return answer({ stars, query: url.searchParams, body }, engine);
  }
  throw new Refusal(404, `No static resource ${url.pathname.slice(1)}.`);
}

/** The shape is the client's affair: it is what the tests are about. */
function parse(body: string): unknown {
  return body === '' ? undefined : JSON.parse(body);
}
