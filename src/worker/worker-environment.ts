import { ConductorConfigError } from '../client/errors/conductor-config-error.js';
import { shown } from './shown.js';
import { settingVariables, type SettingRule } from './setting-rules.js';

/*
 * CONDUCTOR_WORKER_<NAME>_<SETTING>
 *
 * NAME is the task type in upper case with everything but A–Z and 0–9 as `_`, or ALL. Both parts may contain `_`, but no setting ends
 * with `_` and another setting, so a variable that ends with a setting can be read in one way only. What a variable means that is not
 * of one of our workers:
 *
 *   ends with a setting                            of a worker elsewhere: environments are shared between processes. Ignored.
 *   begins with one of our names or ALL, and       a misspelt setting of that worker. An error.
 *     does not end with a setting
 *   neither                                        nothing to do with us. Ignored.
 *
 * So where the workers `a` and `a_b` exist, or `a_b` exists in another process only, A_B_CONCURRENCY is about `a_b` and no mistake of `a`.
 */

const PREFIX = 'CONDUCTOR_WORKER_';
const ALL = 'ALL';

/** The environment's view of a process: texts by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that is set, and the value it gives. */
export interface EnvironmentSetting<Value> {
  readonly variable: string;
  readonly value: Value;
}

/** `charge-card.v2` → `CHARGE_CARD_V2`. */
export function environmentName(taskType: string): string {
  return taskType.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

/**
 * What the environment says about a setting of one worker: its own variable, else that for all.
 * @throws ConductorConfigError if a variable is empty or has a bad value, also one that would be overridden
 */
export function settingFromEnvironment<Value>(
  environment: Environment,
  taskType: string,
  rule: SettingRule<Value>,
): EnvironmentSetting<Value> | undefined {
  const forAll = read(environment, `${PREFIX}${ALL}_${rule.variable}`, rule);
  return read(environment, `${PREFIX}${environmentName(taskType)}_${rule.variable}`, rule) ?? forAll;
}

function read<Value>(
  environment: Environment,
  variable: string,
  rule: SettingRule<Value>,
): EnvironmentSetting<Value> | undefined {
  const text = environment[variable];
  if (text === undefined) return undefined;
  if (text === '')
    throw new ConductorConfigError(`${variable} is empty; it must be ${rule.expected}, or not be set at all`, {
      field: variable,
    });
  const value = rule.parse(text);
  if (!rule.accepts(value))
    throw new ConductorConfigError(`${variable} is ${shown(text)}; it must be ${rule.expected}`, {
      field: variable,
    });
  return { variable, value };
}

/**
 * Finds misspelt settings of the given workers.
 * @throws ConductorConfigError naming the variable and the settings there are
 */
export function refuseUnknownSettings(environment: Environment, taskTypes: readonly string[]): void {
  const names = [...new Set([ALL, ...taskTypes.map(environmentName)])];
  for (const variable of Object.keys(environment)) {
    if (!variable.startsWith(PREFIX) || environment[variable] === undefined) continue;
    const rest = variable.slice(PREFIX.length);
    if (settingVariables.some((setting) => rest.endsWith(`_${setting}`))) continue;
    const name = names.find((candidate) => rest === candidate || rest.startsWith(`${candidate}_`));
    if (name === undefined) continue;
    const whose = name === ALL ? 'of all workers' : `of worker ${name}`;
    throw new ConductorConfigError(
      `${variable} names no setting ${whose}; the settings are ${settingVariables.join(', ')}`,
      { field: variable },
    );
  }
}
