import type { TaskDef, ValidationError, WorkflowDef } from '../../../generated/index.js';
import type { EngineCore } from './core.js';
import { withTaskDefDefaults, withWorkflowDefDefaults } from './metadata/defaults.js';
import { isMissing } from './metadata/from-wire.js';
import { validateTaskDef } from './metadata/validate-task-def.js';
import { validateWorkflowDef } from './metadata/validate-workflow-def.js';
import { ValidationBroken } from './metadata/validation-error.js';
import { conflict, notFound, refuse, serverError } from './engine-error.js';

/** Definitions of workflows and tasks. */
export class MetadataOperations {
  readonly #core: EngineCore;

  constructor(core: EngineCore) {
    this.#core = core;
  }

  get #definitions() {
    return this.#core.definitions;
  }

  // ---- task definitions

  /** Several, new or not; one that is refused refuses all. */
  registerTaskDefs(taskDefs: readonly TaskDef[]): void {
    checkTaskDefs(taskDefs, 'registerTaskDef');
    const { now } = this.#core;
    for (const taskDef of taskDefs)
      this.#definitions.putTaskDef(withTaskDefDefaults({ ...taskDef, createTime: now, createdBy: '' }));
  }

  updateTaskDef(taskDef: TaskDef): void {
    refuse(validateTaskDef(taskDef).map((error) => under('updateTaskDef.arg0', error)));
    const known = this.#definitions.taskDef(taskDef.name);
    if (known === undefined) throw notFound(`No such task by name ${taskDef.name}`);
    const { createTime = null, createdBy = null } = known;
    const audit = { createTime, createdBy, updateTime: this.#core.now, updatedBy: '' };
    this.#definitions.putTaskDef(withTaskDefDefaults({ ...taskDef, ...audit }));
  }

  taskDef(name: string): TaskDef {
    const taskDef = this.#definitions.taskDef(name);
    if (taskDef === undefined) throw notFound(`No such taskType found by name: ${name}`);
    return taskDef;
  }

  taskDefs(): readonly TaskDef[] {
    return this.#definitions.taskDefs();
  }

  unregisterTaskDef(name: string): void {
    if (!this.#definitions.removeTaskDef(name)) throw serverError('No such task definition');
  }

  // ---- workflow definitions

  /** What the server would find wrong. */
  #errorsOf(definition: WorkflowDef): readonly ValidationError[] {
    try {
      return validateWorkflowDef(definition, (name) => this.#definitions.taskDef(name));
    } catch (error) {
      if (error instanceof ValidationBroken) throw serverError(error.message);
      throw error;
    }
  }

  /** Whether one is there already is looked at before what is wrong with the new one. */
  registerWorkflowDef(definition: WorkflowDef, overwrite = false): void {
    const { name, version = 1 } = definition;
    const isThere = !isBlank(name) && this.#definitions.workflowDef(name, version) !== undefined;
    if (isThere && !overwrite) throw conflict(`Workflow with ${name}.${version} already exists!`);
    const operation = isThere ? 'updateWorkflowDef' : 'registerWorkflowDef';
    refuse(this.#errorsOf(definition).map((error) => under(`${operation}.arg0`, error)));
    const times = isThere ? { updateTime: this.#core.now } : { createTime: this.#core.now };
    this.#definitions.putWorkflowDef(withWorkflowDefDefaults({ ...definition, ...times }));
  }

  /** @throws EngineError when the server would refuse it; nothing is stored */
  validateWorkflowDef(definition: WorkflowDef): void {
    refuse(this.#errorsOf(definition).map((error) => under('validateWorkflowDef.arg0', error)));
  }

  /** Several, new or not; one that is refused refuses all. Returns their names. */
  updateWorkflowDefs(definitions: readonly WorkflowDef[]): readonly string[] {
    if (definitions.length === 0) refuse([{ path: 'updateWorkflowDef.arg0', message: 'WorkflowDefList is empty' }]);
    refuse(
      definitions.flatMap((definition: WorkflowDef | null, at) => {
        const path = `updateWorkflowDef.arg0[${at}]`;
        if (definition === null) return [{ path: `${path}.<list element>`, message: 'WorkflowDef cannot be null' }];
        return this.#errorsOf(definition).map((error) => under(path, error));
      }),
    );
    const { now } = this.#core;
    for (const definition of definitions) {
      this.#definitions.putWorkflowDef(withWorkflowDefDefaults({ ...definition, updateTime: now }));
    }
    return definitions.map(({ name }) => name);
  }

  /** @param version the latest if there is none given */
  workflowDef(name: string, version?: number): WorkflowDef {
    const definition = this.#definitions.workflowDef(name, version);
    if (definition === undefined) {
      throw notFound(`No such workflow found by name: ${name}, version: ${version ?? 'null'}`);
    }
    return definition;
  }

  /** All versions of all, by name and version. */
  workflowDefs(): readonly WorkflowDef[] {
    return this.#definitions.workflowDefNames().flatMap((name) => this.workflowDefVersions(name));
  }

  workflowDefNames(): readonly string[] {
    return this.#definitions.workflowDefNames();
  }

  workflowDefVersions(name: string): readonly WorkflowDef[] {
    return this.#definitions.workflowDefVersions(name);
  }

  unregisterWorkflowDef(name: string, version: number): void {
    if (!this.#definitions.removeWorkflowDef(name, version)) {
      throw serverError(`No such workflow definition: ${name} version: ${version}`);
    }
  }
}

function checkTaskDefs(taskDefs: readonly (TaskDef | null)[], operation: string): void {
  if (taskDefs.length === 0) refuse([{ path: `${operation}.arg0`, message: 'TaskDefList is empty' }]);
  refuse(
    taskDefs.flatMap((taskDef, at) =>
      taskDef === null ? [] : validateTaskDef(taskDef).map((error) => under(`${operation}.arg0[${at}]`, error)),
    ),
  );
  if (taskDefs.includes(null)) {
    const method = 'com.netflix.conductor.common.metadata.tasks.TaskDef.setCreatedBy(String)';
    throw serverError(`Cannot invoke "${method}" because "taskDefinition" is null`);
  }
}

function isBlank(name: string | null | undefined): boolean {
  return isMissing(name) || name.trim() === '';
}

/** The server puts the operation and the argument in front of the path. */
function under(prefix: string, error: ValidationError): ValidationError {
  return { ...error, path: error.path === '' ? prefix : `${prefix}.${error.path}` };
}
