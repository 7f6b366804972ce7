import { clearTimeout, setTimeout } from 'node:timers';
import { Worker } from 'node:worker_threads';
import { resolvePeer } from '../load-peer.js';
import { withoutMissingFunctions } from './jq-missing-functions.js';
import { JQ_WORKER } from './jq-worker-source.js';

/** An expression that does not compile, fails, or takes too long. */
export class JqError extends Error {
  override readonly name = 'JqError';
}

export interface JqOptions {
  /**
   * Milliseconds after which an expression is given up; the server has no limit.
   *
   * @defaultValue 4000, as for scripts
   */
  readonly timeLimitMs?: number;
}

const TIME_LIMIT_MS = 4_000;
/** A thread needs 100 ms to load jq when nothing else is going on. */
const START_MS = 10_000;

/**
 * All results of a jq expression, in order. It is jq 1.7, where the server has a port of jq 1.5 to Java. Functions that the port lacks are
 * errors here too; newer syntax (`if` without `else`, `$ENV`, `$__loc__`) works here only, and NaN and infinity are written differently.
 *
 * Runs in a thread of its own, one expression after the other.
 *
 * @param input - any JSON value; for a task its whole input.
 * @throws JqError
 * @throws Error when jq-web is not installed; it names the package.
 *
 * @example
 * await runJq('.items | map(.price) | add', { items: [{ price: 1 }, { price: 2 }] }); // [3]
 */
export function runJq(expression: string, input: unknown, options: JqOptions = {}): Promise<readonly unknown[]> {
  return jqThread.run(expression, JSON.stringify(input ?? null), options.timeLimitMs ?? TIME_LIMIT_MS);
}

interface Reply {
  readonly output?: string;
  readonly error?: string;
  /** jq itself broke down, and its memory with it. */
  readonly isBroken?: boolean;
}

class JqThread {
  private worker: Worker | undefined;
  private last: Promise<unknown> = Promise.resolve();

  run(expression: string, input: string, timeLimitMs: number): Promise<readonly unknown[]> {
    const run = this.last.then(() => this.runNow(expression, input, timeLimitMs));
    this.last = run.catch(() => undefined);
    return run;
  }

  private async runNow(expression: string, input: string, timeLimitMs: number): Promise<readonly unknown[]> {
    const limitMs = this.worker ? timeLimitMs : timeLimitMs + START_MS;
    const worker = (this.worker ??= start());
    worker.ref();
    const reply = await answer(worker, { expression: withoutMissingFunctions(expression), input }, limitMs);
    worker.unref();
    if (reply === undefined || reply.isBroken === true) {
      this.worker = undefined;
      void worker.terminate();
    }
    if (reply === undefined) throw new JqError(`the jq expression did not end within ${timeLimitMs} ms`);
    if (reply.output === undefined) throw new JqError(readable(reply.error));
    return reply.output
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line));
  }
}

const jqThread = new JqThread();

function start(): Worker {
  const path = resolvePeer('jq-web', 'JSON_JQ_TRANSFORM tasks');
  return new Worker(JQ_WORKER, { eval: true, name: 'conductor-jq', workerData: { path }, execArgv: [], env: {} });
}

/** @returns undefined when there is none in time. */
function answer(worker: Worker, request: object, limitMs: number): Promise<Reply | undefined> {
  return new Promise((resolve) => {
    const done = (reply: Reply | undefined): void => {
      clearTimeout(timer);
      worker.off('message', done).off('error', failed).off('exit', failed);
      resolve(reply);
    };
    const failed = (reason: unknown): void => {
      done({ error: `the thread of jq ended: ${String(reason)}`, isBroken: true });
    };
    const timer = setTimeout(done, limitMs, undefined);
    worker.once('message', done).once('error', failed).once('exit', failed);
    worker.postMessage(request);
  });
}

/** What jq writes to a terminal, without what only makes sense there. */
function readable(error = 'jq gave no answer'): string {
  return error
    .replace(/^jq: error(?: \(at [^)]*\))?: /, '')
    .replace(/ \(Unix shell quoting issues\?\)/, '')
    .replace(/\s*jq: \d+ compile errors?$/, '')
    .trim();
}
