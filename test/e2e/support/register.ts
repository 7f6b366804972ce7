import type { TaskDef, WorkflowDef } from '../../../generated/index.js';
import { request } from './request.js';

/** Stores the definition, in place of one of the same name and version. */
export async function registerWorkflow(definition: WorkflowDef): Promise<void> {
  const answer = await request('PUT', '/api/metadata/workflow', { body: [definition] });
  // One that could not be stored is named in the answer, with 200.
  const { bulkErrorResults = {} } = (answer ?? {}) as { bulkErrorResults?: Record<string, unknown> };
  if (Object.keys(bulkErrorResults).length > 0) throw new Error(`not registered: ${JSON.stringify(bulkErrorResults)}`);
}

/** Stores the definitions, in place of those of the same names. */
export async function registerTaskDefs(definitions: readonly TaskDef[]): Promise<void> {
  await request('POST', '/api/metadata/taskdefs', { body: definitions });
}
