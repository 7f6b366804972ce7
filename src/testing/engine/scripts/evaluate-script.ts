import { runInScriptThread, type ScriptReply } from './script-thread.js';

/** What a script gave, as JSON, or why it gave nothing. */
export type ScriptResult = { readonly value: unknown } | ScriptFailure;

export interface ScriptFailure {
  readonly error: string;
  /** Whether a task with this script fails for good: it threw or does not parse. One that took too long may be tried again. */
  readonly isTerminal: boolean;
}

export interface ScriptOptions {
  /**
   * Milliseconds after which the script is ended.
   *
   * @defaultValue 4000, as the server
   */
  readonly timeLimitMs?: number;
}

/** What the server allows. */
const TIME_LIMIT_MS = 4_000;

/**
 * Evaluates JavaScript as the server does: the value of its last statement, with each binding as a global.
 *
 * The script runs in a thread and a context of its own, where there is nothing but the language. The bindings go in and the result comes
 * out as JSON text, so that it never gets hold of an object of this process. `import()` and code from texts (`eval`, `new Function`) are
 * refused, the second being the one thing that the server allows.
 *
 * A result that is no JSON becomes what it is on the server: undefined null, NaN "NaN", a function, symbol, date or set {}, a map an
 * object. One that contains itself, or nests more than 1000 levels deep, is an error.
 *
 * @param bindings - JSON values, by name. On the server there is only `$`.
 * @throws Never. What a script allocates in buffers (`ArrayBuffer`) is not limited.
 *
 * @example
 * evaluateScript('$.a + $.b', { $: { a: 1, b: 2 } }); // { value: 3 }
 */
export function evaluateScript(
  source: string,
  bindings: Readonly<Record<string, unknown>>,
  { timeLimitMs = TIME_LIMIT_MS }: ScriptOptions = {},
): ScriptResult {
  if (IMPORT.test(source)) return failure('SyntaxError: a script must not use import()');
  let input: string;
  try {
    input = JSON.stringify(bindings);
  } catch (error) {
    return failure(`the input is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const reply = runInScriptThread({ source, bindings: input, timeLimitMs });
  return resultOf(reply, timeLimitMs);
}

/** The script of a LAMBDA task, which is the body of a function: it gives its result by `return`. */
export function evaluateFunctionBody(
  body: string,
  bindings: Readonly<Record<string, unknown>>,
  options?: ScriptOptions,
): ScriptResult {
  return evaluateScript(`function scriptFun(){${body}} scriptFun();`, bindings, options);
}

/** Whether a condition (of a loop, of an event handler) is met: true, or a number above zero. */
export function isConditionMet(value: unknown): boolean {
  return typeof value === 'number' ? value > 0 : value === true;
}

/**
 * `import(…)` and `import.meta`, also with comments between. The promise that import() gives carries an error of the process, and with that
 * a way out of the context. A method of that name is no import; in a text it is refused without need.
 */
const IMPORT = /(?<!(?<!\.)\.)\bimport(?:\s|\/\/.*|\/\*[^]*?\*\/)*[(.]/;

function resultOf(reply: ScriptReply | undefined, timeLimitMs: number): ScriptResult {
  if (reply === undefined) {
    return { error: 'the script did not end, or ran out of memory: its thread was ended', isTerminal: false };
  }
  if (reply.timedOut === true) {
    return { error: `Script not evaluated within ${timeLimitMs / 1_000} seconds, interrupted.`, isTerminal: false };
  }
  if (reply.syntaxError !== undefined) return failure(`SyntaxError: ${reply.syntaxError}`, reply.line);
  const parsed = parse(reply.json);
  if ('value' in parsed) return { value: parsed.value };
  const { text = 'an error that cannot be read', line } = parsed.thrown ?? {};
  if (reply.inResult === true) return { error: text, isTerminal: false };
  return failure(text, line);
}

function failure(text: string, line?: number): ScriptFailure {
  const where = line === undefined ? '' : ` at line ${line}`;
  return { error: `Error evaluating the script \`${text}\`${where}`, isTerminal: true };
}

interface Answer {
  readonly value?: unknown;
  readonly thrown?: { readonly text?: string; readonly line?: number };
}

/** A script can spoil the functions that make the text of its result. */
function parse(json: string | undefined): Answer {
  try {
    const answer: unknown = JSON.parse(json ?? '', wellFormed);
    if (typeof answer === 'object' && answer !== null)
      return 'value' in answer ? { value: answer.value } : asFailure(answer);
  } catch {
    // No JSON: as unreadable as any other answer that is not expected.
  }
  return {};
}

function asFailure(answer: object): Answer {
  const thrown: unknown = 'thrown' in answer ? answer.thrown : undefined;
  if (typeof thrown !== 'object' || thrown === null) return {};
  const text = 'text' in thrown && typeof thrown.text === 'string' ? { text: thrown.text } : {};
  const line = 'line' in thrown && typeof thrown.line === 'number' ? { line: thrown.line } : {};
  return { thrown: { ...text, ...line } };
}

/** The server keeps texts as UTF-8, in which half a surrogate pair becomes a question mark; and has no negative zero. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '?') : value === 0 ? 0 : value;
}
