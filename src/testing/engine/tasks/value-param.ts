import type { JsonObject } from '../model.js';
import { ownValue } from '../own-properties.js';

/** The evaluator `value-param`: the expression names a parameter. */
export function valueParam(expression: string, input: JsonObject): unknown {
  return ownValue(input, expression) ?? null;
}
