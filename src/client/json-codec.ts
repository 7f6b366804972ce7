/**
 * How JSON is read and written. The default is `JSON`, which rounds integers beyond 2^53 although the server keeps them exactly; a
 * lossless library can take its place.
 *
 * @example
 * import { parse, stringify } from 'lossless-json';
 * const client = createConductorClient({ json: { parse, stringify } });
 */
export interface JsonCodec {
  parse(text: string): unknown;
  stringify(value: unknown): string | undefined;
}
