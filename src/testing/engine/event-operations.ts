import { isMissing } from './metadata/from-wire.js';
import type { Action, EventHandler } from '../../../generated/index.js';
import type { EngineCore } from './core.js';
import { refuse, serverError } from './engine-error.js';
import { expandInlineJson } from './expand-inline-json.js';
import { eventHandlerErrors, withEventHandlerDefaults } from './metadata/event-handler.js';
import { inHashMapOrder } from './expressions/java-hash-map.js';
import { resolveExpressions, type ExpressionScope } from './expressions/resolve-expressions.js';
import { isJsonObject, withoutIteration, type JsonObject, type TaskState } from './model.js';
import { evaluateScript, isConditionMet } from './scripts/evaluate-script.js';
import type { TaskOperations } from './task-operations.js';
import { asItIs } from './task-report.js';
import type { WorkflowOperations } from './workflow-operations.js';
import { ownValue } from './own-properties.js';

/** An event that no handler listened to yet. */
interface PendingEvent {
  readonly messageId: string;
  readonly payload: JsonObject;
}

/** Event handlers, and what they do when an event is published. */
export class EventOperations {
  readonly #core: EngineCore;
  readonly #workflows: WorkflowOperations;
  readonly #tasks: TaskOperations;
  readonly #handlers = new Map<string, EventHandler>();
  readonly #pending = new Map<string, PendingEvent[]>();

  constructor(core: EngineCore, workflows: WorkflowOperations, tasks: TaskOperations) {
    this.#core = core;
    this.#workflows = workflows;
    this.#tasks = tasks;
    core.onPublish((event, messageId, payload) => this.publish(event, messageId, payload));
  }

  addHandler(handler: EventHandler): void {
    refuseHandler('addEventHandler', handler);
    if (this.#handlers.has(handler.name)) throw serverError(`EventHandler with name ${handler.name} already exists!`);
    this.#put(handler);
  }

  updateHandler(handler: EventHandler): void {
    refuseHandler('updateEventHandler', handler);
    if (!this.#handlers.has(handler.name)) throw serverError(`EventHandler with name ${handler.name} not found!`);
    this.#put(handler);
  }

  removeHandler(name: string): void {
    if (!this.#handlers.delete(name)) throw serverError(`EventHandler with name ${name} not found!`);
  }

  handlers(): readonly EventHandler[] {
    return [...this.#handlers.values()];
  }

  handlersOf(event: string, activeOnly = true): readonly EventHandler[] {
    return this.handlers().filter((handler) => handler.event === event && (!activeOnly || handler.active === true));
  }

  #put(handler: EventHandler): void {
    this.#handlers.set(handler.name, withEventHandlerDefaults(handler));
    if (handler.active !== true) return;
    // The server keeps events until somebody listens.
    const pending = this.#pending.get(handler.event) ?? [];
    this.#pending.delete(handler.event);
    for (const { messageId, payload } of pending) this.publish(handler.event, messageId, payload);
    this.#core.settle();
  }

  /** Tells the handlers of an event; kept for later when there are none. */
  publish(event: string, messageId: string, payload: JsonObject): void {
    const handlers = this.handlersOf(event);
    if (handlers.length === 0) {
      const pending = this.#pending.get(event) ?? [];
      pending.push({ messageId, payload });
      this.#pending.set(event, pending);
      return;
    }
    const { workflowInstanceId } = payload;
    const from = typeof workflowInstanceId === 'string' ? workflowInstanceId : undefined;
    // After what is under way: an action may change the workflow that the event comes from.
    this.#core.afterwards(() => {
      let seen: unknown = payload;
      for (const handler of handlers) {
        // As on the server each condition sees one more level of texts read than the one before it.
        if (hasCondition(handler)) seen = expandInlineJson(seen);
        // One whose condition fails is in the way of those behind it.
        if (!isWanted(handler, seen)) continue;
        // Each action for itself: one that fails stops no other.
        for (const action of handler.actions) {
          this.#core.afterwards(() => this.#act(action, event, messageId, payload), from);
        }
      }
    }, from);
  }

  #act(action: Action, event: string, messageId: string, payload: JsonObject): void {
    const mark = { 'conductor.event.messageId': messageId, 'conductor.event.name': event };
    const expanded = action.expandInlineJSON === true ? expandInlineJson(payload) : payload;
    const scope = payloadScope(isJsonObject(expanded) ? expanded : payload);
    switch (action.action) {
      case 'start_workflow': {
        const { name = '', version, input, correlationId, taskToDomain } = action.start_workflow ?? {};
        const resolved = resolveExpressions({ input: input ?? {}, correlationId: correlationId ?? null }, scope) as {
          input: JsonObject;
          correlationId: string | null;
        };
        const domains = taskToDomain ?? payload.taskToDomain;
        this.#core.runaways.setOff(name);
        this.#workflows.start(
          {
            name,
            ...(!isMissing(version) && { version }),
            ...(resolved.correlationId !== null && { correlationId: resolved.correlationId }),
            ...(isJsonObject(domains) && { taskToDomain: domains as Record<string, string> }),
            input: inHashMapOrder({ ...resolved.input, ...mark }),
          },
          { event },
        );
        return;
      }
      case 'complete_task':
      case 'fail_task': {
        const isCompleted = action.action === 'complete_task';
        const details = (isCompleted ? action.complete_task : action.fail_task) ?? {};
        const { output = {}, ...where } = details;
        const given = { workflowId: null, taskId: null, taskRefName: null, reasonForIncompletion: null, ...where };
        const resolved = resolveExpressions({ ...given, ...output }, scope) as JsonObject;
        const task = this.#taskOf(resolved);
        if (task === undefined) return;
        this.#tasks.update({
          ...asItIs(task),
          status: isCompleted ? 'COMPLETED' : 'FAILED',
          outputData: { ...resolved, ...mark },
          ...(!isCompleted &&
            typeof resolved.reasonForIncompletion === 'string' && {
              reasonForIncompletion: resolved.reasonForIncompletion,
            }),
        });
        return;
      }
      default:
        throw serverError(`Action not supported ${String(action.action)} for event ${event}`);
    }
  }

  #taskOf({ workflowId, taskId, taskRefName }: JsonObject): TaskState | undefined {
    const { workflows } = this.#core;
    if (typeof taskId === 'string' && taskId !== '') {
      return workflows.workflowOf(taskId)?.tasks.find((task) => task.taskId === taskId);
    }
    if (typeof workflowId !== 'string' || typeof taskRefName !== 'string') return undefined;
    const tasks = workflows.get(workflowId)?.tasks ?? [];
    const ofLoop = tasks.filter((task) => withoutIteration(task.referenceTaskName) === taskRefName);
    const latest = Math.max(...ofLoop.map((task) => task.iteration));
    return (
      ofLoop.find((task) => task.iteration === latest) ??
      tasks.findLast((task) => task.referenceTaskName === taskRefName)
    );
  }
}

function hasCondition({ condition }: EventHandler): boolean {
  return !isMissing(condition) && condition !== '';
}

/**
 * Whether its condition is true or a number above zero. Of the evaluator types only `value-param` is another than JavaScript.
 * @param seen the event, with texts that are JSON as what they say
 * @throws Error for a condition that fails
 */
function isWanted({ condition = '', evaluatorType, name }: EventHandler, seen: unknown): boolean {
  if (condition === '') return true;
  if (evaluatorType === 'value-param') return isJsonObject(seen) && isConditionMet(ownValue(seen, condition));
  const result = evaluateScript(condition, { $: seen });
  if ('error' in result) throw new Error(`the condition of the event handler ${name} failed: ${result.error}`);
  return isConditionMet(result.value);
}

function refuseHandler(operation: string, handler: EventHandler): void {
  const errors = eventHandlerErrors(handler);
  refuse(errors.map((error) => ({ ...error, path: `${operation}.arg0.${error.path}` })));
}

/** `${x}` is a field of the event; there is no workflow around it. */
function payloadScope(payload: JsonObject): ExpressionScope {
  return {
    workflow: isJsonObject(payload.workflow) ? payload.workflow : {},
    // Fields may be of any type; the scope hands them on as they are.
    task: (name) => ownValue(payload, name) as JsonObject | undefined,
    taskRefs: () => Object.keys(payload),
  };
}
