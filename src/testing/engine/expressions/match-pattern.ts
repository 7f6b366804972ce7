import { createContext, Script } from 'node:vm';
import { ExpressionError } from './expression-error.js';

const LIMIT_MS = 1_000;
const context = createContext({ pattern: /x/, text: '' });
const test = new Script('pattern.test(text)');

/**
 * Whether the text matches.
 *
 * @throws ExpressionError when that takes longer than a second: there are patterns that would take years.
 */
export function matchesPattern(pattern: RegExp, text: string): boolean {
  if (isHarmless(pattern.source) && text.length < 1_000) return pattern.test(text);
  context.pattern = pattern;
  context.text = text;
  try {
    return test.runInContext(context, { timeout: LIMIT_MS }) === true;
  } catch (cause) {
    throw new ExpressionError(`the pattern ${String(pattern)} takes more than ${LIMIT_MS} ms`, { cause });
  }
}

/** Repeats at most twice and nothing repeated: quadratic at worst. The limit costs a thread per match, which these do without. */
function isHarmless(source: string): boolean {
  return !/\)[*+?{]|\\[1-9]/.test(source) && (source.match(/[*+{]/g)?.length ?? 0) <= 2;
}
