import { ConductorConfigError } from '../client/errors/conductor-config-error.js';
import type { WorkerSelector } from '../plugin.js';
import type { WorkerRunner } from './worker-runner.js';

/**
 * The workers that a selector means: all of a name, or exactly the one of a name and domain.
 * @throws ConductorConfigError when there is none, naming those that there are
 */
export function selectWorkers(workers: readonly WorkerRunner[], selector: WorkerSelector): readonly WorkerRunner[] {
  const selected = workers.filter(({ identity }) =>
    typeof selector === 'string'
      ? identity.taskType === selector
      : identity.taskType === selector.name && identity.domain === selector.domain,
  );
  if (selected.length > 0) return selected;
  const wanted = typeof selector === 'string' ? selector : nameOf(selector.name, selector.domain);
  const known = workers.map(({ identity }) => nameOf(identity.taskType, identity.domain)).join(', ');
  const hint = known === '' ? 'the runner has not started' : `there are: ${known}`;
  throw new ConductorConfigError(`no worker "${wanted}"; ${hint}`, { field: 'worker' });
}

function nameOf(name: string, domain: string | undefined): string {
  return domain === undefined ? name : `${name} in domain ${domain}`;
}
