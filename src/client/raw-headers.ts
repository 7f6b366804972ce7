import type { TransportHeaders } from './transport.js';

/**
 * Headers as they came off the wire: name, value, name, value. Of most answers one header is looked at, so nothing else is decoded.
 */
export class RawHeaders implements TransportHeaders {
  readonly #raw: readonly Buffer[];

  constructor(raw: readonly Buffer[]) {
    this.#raw = raw;
  }

  get(name: string): string | undefined {
    for (let index = 0; index + 1 < this.#raw.length; index += 2) {
      const key = this.#raw[index];
      if (key?.length === name.length && key.toString('latin1').toLowerCase() === name) {
        return this.#raw[index + 1]?.toString('latin1');
      }
    }
    return undefined;
  }

  *entries(): Generator<[string, string]> {
    for (let index = 0; index + 1 < this.#raw.length; index += 2) {
      const key = this.#raw[index];
      const value = this.#raw[index + 1];
      if (key !== undefined && value !== undefined)
        yield [key.toString('latin1').toLowerCase(), value.toString('latin1')];
    }
  }
}
