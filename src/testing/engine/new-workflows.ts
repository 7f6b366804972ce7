import type { WorkflowDef } from '../../../generated/index.js';
import type { DeciderContext } from './decider/decider-context.js';
import { populated } from './decider/populate.js';
import type { DefinitionStore } from './definition-store.js';
import { notFound } from './engine-error.js';
import { withWorkflowDefDefaults } from './metadata/defaults.js';
import type { JsonObject, WorkflowState } from './model.js';
import { refuseLarge } from './payload-limits.js';
import type { WorkflowStart } from './tasks/task-type.js';
import { isMissing } from './metadata/from-wire.js';
import { ownValue } from './own-properties.js';

/** What new workflows are made of. */
export class NewWorkflows {
  readonly #definitions: DefinitionStore;
  readonly #context: DeciderContext;
  readonly #runnable = new WeakMap<WorkflowDef, { readonly revision: number; readonly definition: WorkflowDef }>();

  constructor(definitions: DefinitionStore, context: DeciderContext) {
    this.#definitions = definitions;
    this.#context = context;
  }

  /** The definition as it is run now. */
  runnable(definition: WorkflowDef): WorkflowDef {
    const known = this.#runnable.get(definition);
    if (known?.revision === this.#definitions.revision) return known.definition;
    const fresh = { revision: this.#definitions.revision, definition: populated(definition, this.#context) };
    this.#runnable.set(definition, fresh);
    return fresh.definition;
  }

  /** A new workflow that is not stored yet. @throws EngineError 404 when there is no definition */
  created(start: WorkflowStart): WorkflowState {
    const registered =
      start.definition === undefined
        ? this.#definitions.workflowDef(start.name, start.version)
        : withWorkflowDefDefaults(start.definition);
    if (registered === undefined) {
      throw notFound(`No such workflow defined. name=${start.name}, version=${start.version ?? 'null'}`);
    }
    const definition = this.runnable(registered);
    const { now } = this.#context;
    const given = start.input ?? {};
    const hasInput = Object.keys(given).length > 0;
    const workflowId = start.workflowId ?? this.#context.newId();
    // As the server: without any input the template is not looked at.
    const input = hasInput ? withTemplate(given, definition.inputTemplate) : {};
    refuseLarge({ workflowId }, input);
    return {
      ownerApp: '',
      createTime: now,
      updateTime: 0,
      status: 'RUNNING',
      endTime: 0,
      workflowId,
      parentWorkflowId: start.parentWorkflowId,
      parentWorkflowTaskId: start.parentWorkflowTaskId,
      tasks: [],
      input,
      output: {},
      correlationId: start.correlationId,
      taskToDomain: start.taskToDomain ?? {},
      failedReferenceTaskNames: [],
      workflowDefinition: definition,
      priority: start.priority ?? 0,
      variables: definition.variables ?? {},
      lastRetriedTime: 0,
      failedTaskNames: [],
      reasonForIncompletion: undefined,
      event: start.event,
      previousStatus: undefined,
      failedTaskId: undefined,
    };
  }
}

/** What is missing or null comes from the template, behind what was given: the order shows where the input is made text. */
function withTemplate(given: JsonObject, template: JsonObject = {}): JsonObject {
  const missing = Object.entries(template).filter(([key]) => isMissing(ownValue(given, key)));
  return missing.length === 0 ? given : { ...given, ...Object.fromEntries(missing) };
}
