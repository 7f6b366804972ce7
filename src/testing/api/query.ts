/*
 * The query of a request, read as the server's container does. Most requests ask for one or two parameters of a short query, so that it is
 * searched instead of parsed: a table of parameters would cost more than the whole rest of a poll.
 */

/** The query of a request. */
export class Query {
  readonly #text: string;

  /** @param text without its `?`; empty where there is none */
  constructor(text: string) {
    this.#text = text;
  }

  /** The first value of a parameter; `undefined` where there is none. */
  get(name: string): string | undefined {
    const text = this.#text;
    for (let at = 0; at < text.length;) {
      const end = endOfPart(text, at);
      const value = valueOf(text, at, end, name);
      if (value !== undefined) return value;
      at = end + 1;
    }
    return undefined;
  }

  /** A list: each value of a parameter that is there more than once, or what is between the commas of a single one. */
  list(name: string): readonly string[] {
    const values = this.entries().flatMap(([key, value]) => (key === name ? [value] : []));
    const [only = ''] = values;
    if (values.length > 1) return values;
    return only === '' ? [] : only.split(',').map((part) => part.trim());
  }

  /** Every parameter, in order. */
  entries(): readonly (readonly [name: string, value: string])[] {
    return this.#text.split('&').flatMap((part) => {
      const mark = part.indexOf('=');
      const name = decoded(mark < 0 ? part : part.slice(0, mark));
      const value = mark < 0 ? '' : decoded(part.slice(mark + 1));
      return name === undefined || name === '' || value === undefined ? [] : [[name, value] as const];
    });
  }
}

function endOfPart(text: string, at: number): number {
  const end = text.indexOf('&', at);
  return end < 0 ? text.length : end;
}

/** The value of the part between two places when it is of that name and can be read. */
function valueOf(text: string, at: number, end: number, name: string): string | undefined {
  const mark = at + name.length;
  if (text.startsWith(name, at) && (mark === end || text.charCodeAt(mark) === 61)) {
    return mark === end ? '' : decoded(text.slice(mark + 1, end));
  }
  const part = text.slice(at, end);
  const split = part.indexOf('=');
  const key = split < 0 ? part : part.slice(0, split);
  // A name may be encoded as well.
  if (!/[%+]/.test(key) || decoded(key) !== name) return undefined;
  return split < 0 ? '' : decoded(part.slice(split + 1));
}

/** `undefined` where a percent sign is followed by no two digits: the server leaves such a parameter out. */
function decoded(text: string): string | undefined {
  if (!/[%+]/.test(text)) return text;
  const spaced = text.replaceAll('+', ' ');
  if (/%(?![\da-f]{2})/i.test(spaced)) return undefined;
  try {
    return decodeURIComponent(spaced);
  } catch {
    // Bytes that are no UTF-8 become question marks.
    return Buffer.from(
      spaced.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      'latin1',
    ).toString();
  }
}
