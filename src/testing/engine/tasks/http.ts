import { javaText } from '../expressions/java-text.js';
import { isJsonObject, type JsonObject } from '../model.js';
import { httpLimitsOf, textWithin, within } from './http-limits.js';
import { isAsyncComplete, type Outcome, type SystemTaskType, type TaskType } from './task-type.js';

/** An HTTP request. */
export const http: TaskType = {
  name: 'HTTP',
  map(context) {
    const { workflowTask, draft } = context;
    const inputParameters = { ...workflowTask.inputParameters, asyncComplete: workflowTask.asyncComplete ?? false };
    const taskDef = context.taskDef ?? draft.context.taskDef(workflowTask.name);
    // The server writes it into the definition of the workflow.
    const task = context.newTask(context.amended({ ...workflowTask, inputParameters }));
    task.inputData = context.inputOf(inputParameters, taskDef);
    task.retryCount = context.retryCount;
    task.callbackAfterSeconds = workflowTask.startDelay ?? 0;
    task.rateLimitPerFrequency = taskDef?.rateLimitPerFrequency ?? 0;
    task.rateLimitFrequencyInSeconds = taskDef?.rateLimitFrequencyInSeconds ?? 0;
    return [task];
  },
};

export const httpSystemTask: SystemTaskType = {
  name: 'HTTP',
  isAsync: true,
  isCompletedElsewhere: isAsyncComplete,
  async work(task, services) {
    const request = task.inputData.http_request ?? task.inputData;
    const input = isJsonObject(request) ? request : {};
    const { uri, method = 'GET' } = input;
    if (typeof uri !== 'string') {
      return {
        status: 'FAILED',
        reason: 'Missing HTTP URI.  See documentation for HttpTask for required input parameters',
      };
    }
    if (typeof method !== 'string') return { status: 'FAILED', reason: 'No HTTP method specified' };
    try {
      return await call(services.fetch, uri, method, input, isAsyncComplete(task));
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;
      const message = error instanceof Error ? error.message : String(error);
      return failure(`I/O error on ${method} request for "${uri}": ${cause ?? message}`);
    }
  },
};

async function call(
  fetchIt: typeof fetch,
  uri: string,
  method: string,
  input: JsonObject,
  isCompletedElsewhere: boolean,
): Promise<Outcome> {
  const headers = new Headers();
  headers.set('content-type', typeof input.contentType === 'string' ? input.contentType : 'application/json');
  headers.set('accept', acceptOf(input));
  for (const [name, value] of Object.entries(isJsonObject(input.headers) ? input.headers : {})) {
    if (value !== null && value !== undefined) headers.append(name, javaText(value));
  }
  const { body } = input;
  const hasBody = body !== undefined && body !== null && method !== 'GET' && method !== 'HEAD';
  const { answerMs, readMs } = httpLimitsOf(input);
  const gone = new AbortController();
  let response: Response;
  let text: string;
  try {
    const answer = fetchIt(uri, {
      method,
      headers,
      signal: gone.signal,
      ...(hasBody && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    response = await within(answer, answerMs);
    text = await textWithin(response, readMs);
  } finally {
    // Nobody waits for what still comes.
    gone.abort();
  }
  if (!response.ok) {
    const shown = text === '' ? '[no body]' : JSON.stringify(text).replaceAll('\\"', '"');
    return failure(`${response.status} ${response.statusText} on ${method} request for "${uri}": ${shown}`);
  }
  const answer = {
    headers: headersOf(response.headers),
    reasonPhrase: response.statusText,
    body: text === '' ? null : parsed(text),
    statusCode: response.status,
  };
  return { status: isCompletedElsewhere ? 'IN_PROGRESS' : 'COMPLETED', output: { response: answer } };
}

function acceptOf({ accept, acceptList }: JsonObject): string {
  if (Array.isArray(acceptList)) return acceptList.map(String).join(', ');
  return typeof accept === 'string' ? accept : 'application/json';
}

function failure(message: string): Outcome {
  const reason = `java.lang.Exception: ${message}`;
  return {
    status: 'FAILED',
    reason: `Failed to invoke HTTP task due to: ${reason}`,
    output: { response: reason },
  };
}

function headersOf(headers: Headers): JsonObject {
  const all = new Map<string, string[]>();
  for (const [name, value] of headers) all.set(name, [...(all.get(name) ?? []), value]);
  return Object.fromEntries(all);
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    // Of JSON that is no object, list or number the server keeps the text.
    return typeof value === 'boolean' ? String(value) : value === null ? 'null' : value;
  } catch {
    return text;
  }
}
