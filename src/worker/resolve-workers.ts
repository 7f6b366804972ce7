import { ConductorConfigError } from '../client/errors/conductor-config-error.js';
import { processName } from '../platform.js';
import { systemRandom, type Random } from '../time/random.js';
import { andThen } from './and-then.js';
import { checkWorker } from './check-worker.js';
import { classifyReturn, type ClassifyOptions } from './classify-return.js';
import type { ResolvedWorker } from './resolved-worker.js';
import { shown } from './shown.js';
import { settingRules, type SettingRule } from './setting-rules.js';
import {
  environmentName,
  refuseUnknownSettings,
  settingFromEnvironment,
  type Environment,
} from './worker-environment.js';
import type { AnyWorker, HandlerResult } from './worker.js';

const DEFAULT_CONCURRENCY = 10;
const DEFAULT_TIMEOUT_MS = 24 * 60 * 60 * 1_000;
const DEFAULT_LONG_POLL_MS = 1_000;

/** Where default worker ids come from. */
export interface WorkerIdSource {
  readonly processName: string;
  readonly random: Random;
}

/**
 * Gives each worker its settings: `CONDUCTOR_WORKER_<NAME>_<SETTING>`, else `CONDUCTOR_WORKER_ALL_<SETTING>`, else what the worker
 * says, else the default. `<NAME>` is the task type in upper case with everything but A–Z and 0–9 as `_`. Workers of one task type in
 * several domains share their variables.
 *
 * @throws ConductorConfigError for the first thing that cannot be right, naming variable or field, value and remedy
 */
export function resolveWorkers(
  workers: readonly AnyWorker[],
  environment: Environment,
  ids: WorkerIdSource = { processName: processName(), random: systemRandom },
): ResolvedWorker[] {
  workers.forEach(checkWorker);
  refuseSharedNames(workers);
  refuseUnknownSettings(
    environment,
    workers.map(({ name }) => name),
  );
  const resolved = workers.map((worker) => resolveWorker(worker, environment, ids));
  refuseSameQueue(resolved, environment);
  return resolved;
}

function resolveWorker(worker: AnyWorker, environment: Environment, ids: WorkerIdSource): ResolvedWorker {
  const setting = <Value>(rule: SettingRule<Value>): Value | undefined => {
    const fromCode = settingFromCode(worker, rule);
    return settingFromEnvironment(environment, worker.name, rule)?.value ?? fromCode;
  };
  return {
    name: worker.name,
    domain: setting(settingRules.domain),
    concurrency: setting(settingRules.concurrency) ?? DEFAULT_CONCURRENCY,
    timeoutMs: setting(settingRules.timeoutMs) ?? DEFAULT_TIMEOUT_MS,
    leaseExtension: setting(settingRules.leaseExtension) ?? true,
    longPollMs: setting(settingRules.longPollMs) ?? DEFAULT_LONG_POLL_MS,
    maxBatch: setting(settingRules.maxBatch) ?? Infinity,
    workerId: setting(settingRules.workerId) ?? newWorkerId(ids),
    paused: setting(settingRules.paused) ?? false,
    registerTaskDef: setting(settingRules.registerTaskDef) ?? false,
    taskDef: worker.taskDef,
    run: (task, context) => andThen<unknown, HandlerResult>(worker.execute(task, context), classify),
  };
}

/** A worker with an output schema has applied it by itself, in `execute`. */
const NO_SCHEMA: ClassifyOptions = { hasOutputSchema: false };

function classify(returned: unknown): HandlerResult {
  return classifyReturn(returned, NO_SCHEMA);
}

function newWorkerId({ processName: prefix, random }: WorkerIdSource): string {
  const suffix = Math.floor(random() * 36 ** 8).toString(36);
  return `${prefix}-${suffix.padStart(8, '0')}`;
}

function settingFromCode<Value>(worker: AnyWorker, rule: SettingRule<Value>): Value | undefined {
  const value: unknown = worker[rule.field];
  if (value === undefined) return undefined;
  if (!rule.accepts(value))
    throw new ConductorConfigError(
      `worker "${worker.name}": ${rule.field} is ${shown(value)}; it must be ${rule.expected}`,
      { field: rule.field },
    );
  return value;
}

/** Their variables could not be told apart. */
function refuseSharedNames(workers: readonly AnyWorker[]): void {
  const taskTypes = new Map<string, string>();
  for (const { name } of workers) {
    const shared = environmentName(name);
    const other = taskTypes.get(shared);
    if (other !== undefined && other !== name)
      throw new ConductorConfigError(
        `workers "${other}" and "${name}" have the same name in the environment, CONDUCTOR_WORKER_${shared}_…; rename one, or run them in two runners`,
        { field: 'workers' },
      );
    taskTypes.set(shared, name);
  }
}

/** Two workers that poll for the same tasks: one would get what the other has been set up for. */
function refuseSameQueue(workers: readonly ResolvedWorker[], environment: Environment): void {
  const seen = new Set<string>();
  for (const { name, domain } of workers) {
    const queue = JSON.stringify([name, domain]);
    if (seen.has(queue)) {
      const variable = settingFromEnvironment(environment, name, settingRules.domain)?.variable;
      const where = domain === undefined ? 'without a domain' : `in domain "${domain}"`;
      throw variable === undefined
        ? new ConductorConfigError(
            `two workers are called "${name}" ${where}; give them different domains, or raise the concurrency of one`,
            { field: 'workers' },
          )
        : new ConductorConfigError(
            `${variable} puts two workers "${name}" ${where}; unset it, their domains come from the code`,
            { field: variable },
          );
    }
    seen.add(queue);
  }
}
