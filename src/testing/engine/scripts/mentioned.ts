import { isJsonObject, type JsonObject } from '../model.js';

/** `$.name`, `$['name']`, and the same once more behind it. */
const ACCESS =
  /\$(?:\s*\.\s*([A-Za-z_]\w*)|\s*\[\s*(?:'([^'\\]*)'|"([^"\\]*)")\s*\])(?:\s*\??\.\s*([A-Za-z_]\w*)|\s*\[\s*(?:'([^'\\]*)'|"([^"\\]*)")\s*\])?/g;

/**
 * As much of the input as a script can look at, where its text shows that: the condition of a loop gets the output of every iteration, and
 * handing over what it does not ask for would make each iteration slower than the one before. A script that uses `$` in any other way than
 * by names gets all of it.
 */
export function mentioned(script: string, input: JsonObject): JsonObject {
  const part: JsonObject = {};
  let found = 0;
  for (const match of script.matchAll(ACCESS)) {
    found += 1;
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    if (!Object.hasOwn(input, name)) continue;
    const value = input[name];
    const inner = match[4] ?? match[5] ?? match[6];
    // A name that it does not have may be a method of it.
    const isWhole = inner === undefined || !isJsonObject(value) || !Object.hasOwn(value, inner);
    if (isWhole) part[name] = value;
    else if (part[name] !== value) part[name] = { ...(part[name] as JsonObject | undefined), [inner]: value[inner] };
  }
  return found === script.split('$').length - 1 ? part : input;
}
