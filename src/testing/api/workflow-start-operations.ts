import type { StartWorkflowRequest } from '../../../generated/index.js';
import { isJsonObject, type JsonObject } from '../engine/model.js';
import { refuse, serverError } from '../engine/engine-error.js';
import { text, type ApiAnswer } from './answer.js';
import { intPath, intQuery, jsonBody, pathOf } from './arguments.js';
import { awaitBlock, returnStrategyOf } from './await-block.js';
import { startRequestShape } from './definition-shapes.js';
import { anyMap } from './java-shape.js';
import type { Call, OperationTable } from './operation.js';

const RESOURCE = 'com.netflix.conductor.rest.controllers.WorkflowResource';
const REQUEST = 'com.netflix.conductor.common.metadata.workflow.StartWorkflowRequest';
/** The server's methods, which its message about a missing body names. */
const START = `public java.lang.String ${RESOURCE}.startWorkflow(${REQUEST})`;
const START_BY_NAME =
  `public java.lang.String ${RESOURCE}.startWorkflow(java.lang.String,java.lang.Integer,java.lang.String,int,` +
  'java.util.Map<java.lang.String, java.lang.Object>)';
const EXECUTE =
  `public reactor.core.publisher.Mono<org.conductoross.conductor.model.SignalResponse> ${RESOURCE}.executeWorkflow(` +
  'java.lang.String,java.lang.Integer,java.lang.String,java.lang.String,java.lang.Integer,java.lang.String,' +
  `org.conductoross.conductor.model.WorkflowSignalReturnStrategy,${REQUEST})`;

const DEFAULT_WAIT_SECONDS = 10;
const HIGHEST_PRIORITY = 99;

/** How workflows are started. */
export const workflowStartOperations: OperationTable = {
  'POST /api/workflow': ({ engine }, call) => text(engine.workflows.start(startRequestOf(call, START))),

  'POST /api/workflow/{name}': ({ engine }, call) => {
    const name = pathOf(call, 'name');
    const version = intQuery(call, 'version');
    const correlationId = call.query.get('correlationId');
    const priority = intQuery(call, 'priority', 0);
    const input = anyMap.read(jsonBody(call, { javaMethod: START_BY_NAME })) as JsonObject;
    refusePriority(priority);
    const definition = engine.metadata.workflowDef(name, version);
    return text(
      engine.workflows.start({
        name,
        ...(definition.version !== undefined && { version: definition.version }),
        ...(correlationId !== undefined && { correlationId }),
        priority,
        input,
      }),
    );
  },

  'POST /api/workflow/execute/{name}/{version}': (parts, call) => {
    const version = intPath(call, 'version');
    const waitSeconds = intQuery(call, 'waitForSeconds') ?? 0;
    const strategy = returnStrategyOf(call);
    const refs = (call.query.get('waitUntilTaskRef') ?? '').split(',').map((ref) => ref.trim());
    const requestId = call.query.get('requestId')?.trim() ?? '';
    const { version: _ignored, ...request } = startRequestOf(call, EXECUTE);
    const { workflows } = parts.engine;
    const toStart = {
      ...request,
      name: pathOf(call, 'name'),
      ...(version !== 0 && { version }),
      ...(hasTasks(request) && { input: markedAsDynamic(request.input) }),
    };
    const workflowId = workflows.newId();
    return keeping(workflows.keep(workflowId), () => {
      workflows.start(toStart, { workflowId });
      return awaitBlock(parts, {
        workflowId,
        strategy,
        requestId: requestId === '' ? crypto.randomUUID() : requestId,
        refs: new Set(refs),
        timeoutMs: (waitSeconds === 0 ? DEFAULT_WAIT_SECONDS : waitSeconds) * 1000,
      });
    });
  },
};

/** The answer may need a workflow that is over by then: it is let go after that. */
function keeping(letGo: () => void, answer: () => ApiAnswer | Promise<ApiAnswer>): ApiAnswer | Promise<ApiAnswer> {
  let given: ApiAnswer | Promise<ApiAnswer> | undefined;
  try {
    given = answer();
    return given;
  } finally {
    if (given instanceof Promise) given.then(letGo, letGo);
    else letGo();
  }
}

function startRequestOf(call: Call, javaMethod: string): StartWorkflowRequest {
  const request = startRequestShape.read(jsonBody(call, { javaMethod })) as StartWorkflowRequest;
  const { externalInputPayloadStoragePath: path } = request;
  if (path) throw serverError(`Unable to download payload from external storage path: ${path}`);
  return request;
}

function refusePriority(priority: number): void {
  const message =
    priority < 0
      ? '0 is the minimum priority value'
      : priority > HIGHEST_PRIORITY
        ? '99 is the maximum priority value'
        : undefined;
  if (message !== undefined) refuse([{ path: 'startWorkflow.arg3', message, invalidValue: String(priority) }]);
}

function hasTasks({ workflowDef }: Partial<StartWorkflowRequest>): boolean {
  return (workflowDef?.tasks.length ?? 0) > 0;
}

/** What is executed with a definition of its own says so in its input. */
function markedAsDynamic(input: JsonObject | null | undefined): JsonObject {
  if (input === null) {
    throw serverError('Cannot invoke "java.util.Map.containsKey(Object)" because "workflowInput" is null');
  }
  const metadata = input?._systemMetadata ?? {};
  if (!isJsonObject(metadata)) throw serverError('_systemMetadata cannot be cast to class java.util.Map');
  return { ...input, _systemMetadata: { ...metadata, dynamic: true } };
}
