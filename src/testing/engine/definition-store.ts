import type { TaskDef, WorkflowDef } from '../../../generated/index.js';

/** Registered definitions, with their defaults. */
export class DefinitionStore {
  readonly #taskDefs = new Map<string, TaskDef>();
  /** By name, then version. */
  readonly #workflowDefs = new Map<string, Map<number, WorkflowDef>>();
  #revision = 0;

  /** Another number after each change. */
  get revision(): number {
    return this.#revision;
  }

  taskDef(name: string): TaskDef | undefined {
    return this.#taskDefs.get(name);
  }

  taskDefs(): readonly TaskDef[] {
    return [...this.#taskDefs.values()];
  }

  putTaskDef(taskDef: TaskDef): void {
    this.#revision += 1;
    this.#taskDefs.set(taskDef.name, taskDef);
  }

  removeTaskDef(name: string): boolean {
    this.#revision += 1;
    return this.#taskDefs.delete(name);
  }

  /** @param version the latest if there is none given */
  workflowDef(name: string, version?: number): WorkflowDef | undefined {
    const versions = this.#workflowDefs.get(name);
    if (versions === undefined || versions.size === 0) return undefined;
    return versions.get(version ?? Math.max(...versions.keys()));
  }

  workflowDefVersions(name: string): readonly WorkflowDef[] {
    const versions = [...(this.#workflowDefs.get(name)?.values() ?? [])];
    return versions.sort((one, other) => (one.version ?? 1) - (other.version ?? 1));
  }

  workflowDefNames(): readonly string[] {
    return [...this.#workflowDefs.keys()];
  }

  putWorkflowDef(definition: WorkflowDef): void {
    this.#revision += 1;
    let versions = this.#workflowDefs.get(definition.name);
    if (versions === undefined) {
      versions = new Map();
      this.#workflowDefs.set(definition.name, versions);
    }
    versions.set(definition.version ?? 1, definition);
  }

  removeWorkflowDef(name: string, version: number): boolean {
    this.#revision += 1;
    const versions = this.#workflowDefs.get(name);
    const isRemoved = versions?.delete(version) ?? false;
    if (versions?.size === 0) this.#workflowDefs.delete(name);
    return isRemoved;
  }
}
