import type { TaskState } from '../model.js';
import { systemTaskType } from '../tasks/task-types.js';
import type { Draft } from './draft.js';
import { ownValue } from '../own-properties.js';

/** A worker is taken to be there when it polled within this time. */
const ACTIVE_MS = 10_000;
const NO_DOMAIN = 'NO_DOMAIN';

/** Gives worker tasks the domain that `taskToDomain` of the workflow has for their type, or else for all (`*`). */
export function setDomains(draft: Draft, tasks: readonly TaskState[]): void {
  const { taskToDomain } = draft.workflow;
  const forAll = taskToDomain['*'];
  for (const task of tasks) {
    if (systemTaskType(task.taskType) !== undefined) continue;
    const list = ownValue(taskToDomain, task.taskType) ?? (forAll?.trim() === '' ? undefined : forAll);
    if (list !== undefined) task.domain = activeDomain(draft, task.taskType, list.split(','));
  }
}

/** The first of the domains that has a worker, or else the last. */
function activeDomain({ context, now }: Draft, taskType: string, domains: readonly string[]): string | undefined {
  const named = domains.map((domain) => domain.trim());
  const isNone = (domain: string): boolean => domain.toUpperCase() === NO_DOMAIN;
  for (const domain of named) {
    if (isNone(domain)) continue;
    const polledAt = context.lastPolledAt(taskType, domain);
    if (polledAt !== undefined && now - polledAt < ACTIVE_MS) return domain;
  }
  const last = named.at(-1);
  return last === undefined || isNone(last) ? undefined : last;
}
