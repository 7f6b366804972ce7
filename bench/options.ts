import { parseArgs } from 'node:util';
import { SUBJECTS, type SubjectName } from './cell-settings.js';

/** What is measured, and how. */
export interface BenchOptions {
  /** Paired rounds: in each, every subject is measured once at each concurrency. */
  readonly rounds: number;
  readonly concurrency: readonly number[];
  /** How long each subject runs in a round, after its warm-up. */
  readonly seconds: number;
  readonly subjects: readonly SubjectName[];
}

export const USAGE = `npm run bench -- [options]

  --rounds N          paired rounds, default 5
  --concurrency N,N   default 10,100
  --seconds N         that each subject runs in a round, default 1.2
  --only NAME,NAME    out of ${SUBJECTS.join(', ')}; raw is always measured
  --listeners         also measure the runner with 7 listeners
  --plugins           also measure the runner with metrics, with all plugins that trace a tenth of the workflows, with all plugins that
                      trace every workflow, and with nothing but OpenTelemetry's own spans
  --in-process        also measure the runner on the in-process Conductor, in one process
  --interceptors      also measure the runner with two interceptors around handlers and two around tasks
`;

const DEFAULT_SUBJECTS: readonly SubjectName[] = ['raw', 'raw-dispatch', 'runner'];
const PLUGIN_SUBJECTS: readonly SubjectName[] = [
  ...(['runner', 'runner+spans', 'runner+metrics', 'runner+plugins', 'runner+plugins+all-traces'] as const),
];

/**
 * Reads the command line.
 *
 * @throws Error that says what is wrong with it
 */
export function readOptions(argv: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      rounds: { type: 'string', default: '5' },
      concurrency: { type: 'string', default: '10,100' },
      seconds: { type: 'string', default: '1.2' },
      only: { type: 'string' },
      listeners: { type: 'boolean', default: false },
      plugins: { type: 'boolean', default: false },
      interceptors: { type: 'boolean', default: false },
      'in-process': { type: 'boolean', default: false },
    },
  });
  const chosen: readonly string[] = values.only === undefined ? DEFAULT_SUBJECTS : ['raw', ...values.only.split(',')];
  const unknown = chosen.filter((name) => !SUBJECTS.some((subject) => subject === name));
  if (unknown.length > 0) {
    throw new Error(`--only ${unknown.join(', ')}: no such subject; there are ${SUBJECTS.join(', ')}`);
  }
  const wanted = new Set(chosen);
  if (values.listeners) wanted.add('runner+listeners');
  if (values['in-process']) wanted.add('in-process');
  if (values.interceptors) wanted.add('runner+interceptors');
  if (values.plugins) for (const name of PLUGIN_SUBJECTS) wanted.add(name);
  return {
    rounds: positive('--rounds', values.rounds, Number.isInteger),
    concurrency: values.concurrency.split(',').map((text) => positive('--concurrency', text, Number.isInteger)),
    seconds: positive('--seconds', values.seconds, Number.isFinite),
    subjects: SUBJECTS.filter((name) => wanted.has(name)),
  };
}

function positive(option: string, text: string, isRight: (value: number) => boolean): number {
  const value = Number(text);
  if (value > 0 && isRight(value)) return value;
  throw new Error(`${option} ${text}: not a number that it can be`);
}
