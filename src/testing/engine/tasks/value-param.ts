import type { JsonObject } from '../model.js';

/** The evaluator `value-param`: the expression names a parameter. */
export function valueParam(expression: string, input: JsonObject): unknown {
  return input[expression] ?? null;
}
