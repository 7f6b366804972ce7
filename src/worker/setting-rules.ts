import type { WorkerSettings } from './worker.js';

/** What a setting may be, and how it is called in the environment. */
export interface SettingRule<Value> {
  readonly field: keyof WorkerSettings;
  /** The end of the variable's name: `CONCURRENCY`. */
  readonly variable: string;
  /** For messages: "it must be …". */
  readonly expected: string;
  /** The text of a variable as a value, which `accepts` then judges. */
  parse(text: string): unknown;
  accepts(value: unknown): value is Value;
}

const asText = (text: string): string => text;
const asBoolean = (text: string): unknown => ({ true: true, false: false })[text.toLowerCase()];
/** Only digits: `Number` would take '', ' 5', '0x10' and '1e3' as well. */
const asWholeNumber = (text: string): number => (/^\d+$/.test(text) ? Number(text) : NaN);

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isPositiveInteger = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

const REGISTER_TASK_DEF: ReadonlySet<unknown> = new Set([false, 'ifMissing', 'overwrite']);
const LONGEST_POLL_MS = 5_000;

/** Every setting of a worker. */
export const settingRules: {
  readonly [Field in keyof WorkerSettings]-?: SettingRule<NonNullable<WorkerSettings[Field]>>;
} = {
  domain: {
    field: 'domain',
    variable: 'DOMAIN',
    // A workflow names domains in a comma list: one that contains a comma can never be asked for.
    expected: 'the name of one domain, not empty and without commas; leave it out for tasks without a domain',
    parse: asText,
    accepts: (value): value is string => isText(value) && !value.includes(','),
  },
  concurrency: {
    field: 'concurrency',
    variable: 'CONCURRENCY',
    expected: 'a whole number, 1 or more; pause the worker to run nothing',
    parse: asWholeNumber,
    accepts: isPositiveInteger,
  },
  timeoutMs: {
    field: 'timeoutMs',
    variable: 'TIMEOUT_MS',
    expected: 'a whole number of milliseconds, 1 or more',
    parse: asWholeNumber,
    accepts: isPositiveInteger,
  },
  leaseExtension: {
    field: 'leaseExtension',
    variable: 'LEASE_EXTENSION',
    expected: 'true or false',
    parse: asBoolean,
    accepts: isBoolean,
  },
  longPollMs: {
    field: 'longPollMs',
    variable: 'LONG_POLL_MS',
    expected: `a whole number of milliseconds from 0 to ${LONGEST_POLL_MS}, the server's limit`,
    parse: asWholeNumber,
    accepts: (value): value is number =>
      Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LONGEST_POLL_MS,
  },
  maxBatch: {
    field: 'maxBatch',
    variable: 'MAX_BATCH',
    expected: 'a whole number, 1 or more; leave it out for as many as there are free slots',
    parse: asWholeNumber,
    accepts: (value): value is number => value === Infinity || isPositiveInteger(value),
  },
  workerId: {
    field: 'workerId',
    variable: 'WORKER_ID',
    expected: 'a text that is not empty; leave it out for one that is made from host and process',
    parse: asText,
    accepts: isText,
  },
  paused: {
    field: 'paused',
    variable: 'PAUSED',
    expected: 'true or false',
    parse: asBoolean,
    accepts: isBoolean,
  },
  registerTaskDef: {
    field: 'registerTaskDef',
    variable: 'REGISTER_TASK_DEF',
    expected: "false, 'ifMissing' or 'overwrite'",
    parse: (text) => (text.toLowerCase() === 'false' ? false : text),
    accepts: (value): value is false | 'ifMissing' | 'overwrite' => REGISTER_TASK_DEF.has(value),
  },
};

/** The settings as the environment calls them. */
export const settingVariables: readonly string[] = Object.values(settingRules).map(({ variable }) => variable);
