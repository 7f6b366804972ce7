/** A static method of a generated class and the request it makes, as they stand in the generated text. */
export interface GeneratedMethod {
  service: string;
  method: string;
  verb: string;
  path: string;
}

/** The methods in the text of `sdk.gen.ts`. Reads what the generator wrote, so that it can be held against what was asked for. */
export function generatedMethods(sdk: string): GeneratedMethod[] {
  const methods: GeneratedMethod[] = [];
  for (const [, service = '', body = ''] of sdk.matchAll(/^export class (\w+) \{\n(.*?)^\}/gms)) {
    for (const [, method = '', code = ''] of body.matchAll(/^ {4}public static (\w+)<(.*?)^ {4}\}/gms)) {
      const verb = /options\??\.client\.(?:sse\.)?(\w+)</.exec(code)?.[1] ?? '';
      const path = /url: '([^']*)'/.exec(code)?.[1] ?? '';
      methods.push({ service, method, verb: verb.toUpperCase(), path });
    }
  }
  return methods;
}

/** The names that a generated file exports. */
export function exportedNames(text: string): string[] {
  return [...text.matchAll(/^export (?:type|const|class|interface|function) (\w+)/gm)].map(([, name = '']) => name);
}

/** Class → its methods, both in alphabetical order: the promise that a regeneration must not break by accident. */
export function publicSurface(sdk: string): Record<string, string[]> {
  const surface: Record<string, string[]> = {};
  for (const { service, method } of generatedMethods(sdk)) (surface[service] ??= []).push(method);
  return Object.fromEntries(
    Object.keys(surface)
      .sort()
      .map((service) => [service, (surface[service] ?? []).sort()]),
  );
}
