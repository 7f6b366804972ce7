import type { TaskDef, WorkflowDef } from '../../../generated/index.js';
import type { EngineCore } from './core.js';
import { withTaskDefDefaults, withWorkflowDefDefaults } from './definition-defaults.js';
import { conflict, notFound, serverError } from './engine-error.js';

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
    const { now } = this.#core;
    for (const taskDef of taskDefs)
      this.#definitions.putTaskDef(withTaskDefDefaults({ ...taskDef, createTime: now, createdBy: '' }));
  }

  updateTaskDef(taskDef: TaskDef): void {
    const known = this.#definitions.taskDef(taskDef.name);
    if (known === undefined) throw notFound(`No such task by name ${taskDef.name}`);
    const { createTime } = known;
    this.#definitions.putTaskDef(
      withTaskDefDefaults({ ...taskDef, ...(createTime !== undefined && { createTime }), updateTime: this.#core.now }),
    );
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

  registerWorkflowDef(definition: WorkflowDef, overwrite = false): void {
    const complete = withWorkflowDefDefaults({ ...definition, createTime: this.#core.now });
    const { name, version = 1 } = complete;
    if (!overwrite && this.#definitions.workflowDef(name, version) !== undefined) {
      throw conflict(`Workflow with ${name}.${version} already exists!`);
    }
    this.#definitions.putWorkflowDef(complete);
  }

  /** Several, new or not; one that is refused refuses all. Returns their names. */
  updateWorkflowDefs(definitions: readonly WorkflowDef[]): readonly string[] {
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
