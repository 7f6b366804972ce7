import type { WorkflowDef } from '../../generated/index.js';
import { workflowDefShape } from './api/definition-shapes.js';
import { asJsonObject } from './as-json.js';
import { told } from './told-error.js';

type DeepReadonly<Data> = Data extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : Data extends object
    ? { readonly [Field in keyof Data]: DeepReadonly<Data[Field]> }
    : Data;

/** A definition that may also be written `as const`. */
export type ReadonlyWorkflowDef = DeepReadonly<WorkflowDef>;

/**
 * A definition that a test hands over, as the server would read it.
 *
 * @throws TypeError for what has no JSON; EngineError 500 where the server could make no definition of it
 */
export function readDefinition(definition: unknown): WorkflowDef {
  const json = asJsonObject('definition', definition);
  return told(() => workflowDefShape.read(json) as WorkflowDef);
}
