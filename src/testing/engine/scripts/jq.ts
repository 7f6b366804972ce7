import { resolvePeer } from '../load-peer.js';
import { withoutMissingFunctions } from './jq-missing-functions.js';
import { JQ_WORKER } from './jq-worker-source.js';
import { WaitingThread } from './waiting-thread.js';

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

/**
 * All results of a jq expression, in order. It is jq 1.7, where the server has a port of jq 1.5 to Java. Functions that the port lacks are
 * errors here too; newer syntax (`if` without `else`, `$ENV`, `$__loc__`) works here only, and NaN and infinity are written differently.
 *
 * Runs in a thread of its own, for which the caller waits: like a script, it is one step of a decision.
 *
 * @param input - any JSON value; for a task its whole input.
 * @throws JqError
 * @throws Error when jq-web is not installed; it names the package.
 *
 * @example
 * runJq('.items | map(.price) | add', { items: [{ price: 1 }, { price: 2 }] }); // [3]
 */
export function runJq(
  expression: string,
  input: unknown,
  { timeLimitMs = TIME_LIMIT_MS }: JqOptions = {},
): readonly unknown[] {
  const request = { expression: withoutMissingFunctions(expression), input: JSON.stringify(input ?? null) };
  const reply = thread.run(request, timeLimitMs);
  if (reply === undefined) throw new JqError(`the jq expression did not end within ${timeLimitMs} ms`);
  if (reply.isBroken === true) thread.end();
  if (reply.output === undefined) throw new JqError(readable(reply.error));
  return reply.output
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

interface Request {
  readonly expression: string;
  /** JSON text. */
  readonly input: string;
}

interface Reply {
  readonly output?: string;
  readonly error?: string;
  /** jq itself broke down, and its memory with it. */
  readonly isBroken?: boolean;
}

const thread = new WaitingThread<Request, Reply>({
  name: 'conductor-jq',
  source: JQ_WORKER,
  data: () => ({ path: resolvePeer('jq-web', 'JSON_JQ_TRANSFORM tasks') }),
});

/** What jq writes to a terminal, without what only makes sense there. */
function readable(error = 'jq gave no answer'): string {
  return error
    .replace(/^jq: error(?: \(at [^)]*\))?: /, '')
    .replace(/ \(Unix shell quoting issues\?\)/, '')
    .replace(/\s*jq: \d+ compile errors?$/, '')
    .trim();
}
