import type { Client } from '../../generated/client/index.js';
import { MetadataResourceService } from '../../generated/index.js';
import type { ResolvedWorker } from '../worker/resolved-worker.js';
import { ConductorConfigError } from '../client/errors/conductor-config-error.js';
import { messageOf } from './message-of.js';
import { classifyPollError, classifyUpdateError } from './server-error.js';

/**
 * Registers a worker's task definition as its `registerTaskDef` says.
 * @throws ConductorConfigError when the server refuses the definition; whatever the client throws when it cannot be reached
 */
export async function registerTaskDef(client: Client, worker: ResolvedWorker): Promise<void> {
  const { name, registerTaskDef: when, taskDef } = worker;
  if (when === false) return;
  if (when === 'ifMissing' && (await exists(client, name))) return;
  try {
    await MetadataResourceService.registerTaskDefs({
      client,
      body: [{ ...taskDef, name }],
      retry: false,
      throwOnError: true,
    });
  } catch (error) {
    if (classifyPollError(error) !== 'misconfigured') throw error;
    throw new ConductorConfigError(`the server refuses the task definition of worker "${name}": ${messageOf(error)}`, {
      field: 'taskDef',
      cause: error,
    });
  }
}

async function exists(client: Client, name: string): Promise<boolean> {
  try {
    await MetadataResourceService.getTaskDef({ client, path: { tasktype: name }, throwOnError: true });
    return true;
  } catch (error) {
    if (classifyUpdateError(error) === 'gone') return false;
    throw error;
  }
}
