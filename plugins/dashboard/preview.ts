import { cut } from './text.js';

/** How deep a value is looked into. */
const MAX_DEPTH = 8;

/**
 * The beginning of a value as JSON, of at most `limit` characters. It looks at no more of the value than it shows: an output of
 * megabytes costs no more than one of kilobytes.
 */
export function preview(value: unknown, limit: number): string {
  const parts: string[] = [];
  let length = 0;
  const isFull = (): boolean => length > limit;
  const add = (text: string): void => {
    parts.push(text);
    length += text.length;
  };
  const write = (node: unknown, depth: number): void => {
    if (isFull()) return;
    if (typeof node === 'string') add(JSON.stringify(node.slice(0, limit)));
    else if (typeof node !== 'object' || node === null) add(scalar(node));
    else if (depth >= MAX_DEPTH) add(Array.isArray(node) ? '[…]' : '{…}');
    else if (Array.isArray(node)) {
      add('[');
      for (let index = 0; index < node.length && !isFull(); index++) {
        if (index > 0) add(',');
        write(node[index], depth + 1);
      }
      add(']');
    } else {
      add('{');
      let isFirst = true;
      for (const key in node) {
        if (isFull()) break;
        if (!Object.hasOwn(node, key)) continue;
        add(`${isFirst ? '' : ','}${JSON.stringify(key.slice(0, limit))}:`);
        isFirst = false;
        write((node as Record<string, unknown>)[key], depth + 1);
      }
      add('}');
    }
  };
  try {
    write(value, 0);
  } catch {
    // A getter or a proxy in a handler's output that throws.
    add('[unreadable value]');
  }
  return cut(parts.join(''), limit);
}

function scalar(value: unknown): string {
  switch (typeof value) {
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      return 'null';
  }
}
