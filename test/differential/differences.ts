import { isDueTime, isSameDueTime } from './due-times.js';

/** One field that differs between two normalised records. */
export interface Difference {
  /** `workflow.tasks[2].status` */
  readonly path: string;
  readonly engine: unknown;
  readonly server: unknown;
}

/** What differs between two normalised records. */
export function differences(engine: unknown, server: unknown, path = ''): readonly Difference[] {
  if (Object.is(engine, server)) return [];
  if (isObject(engine) && isObject(server) && Array.isArray(engine) === Array.isArray(server)) {
    const keys = new Set([...Object.keys(engine), ...Object.keys(server)]);
    return [...keys].flatMap((key) =>
      differences(engine[key], server[key], Array.isArray(engine) ? `${path}[${key}]` : `${path}.${key}`),
    );
  }
  const key = path.slice(path.lastIndexOf('.') + 1);
  const isSame =
    isDueTime(key) && typeof engine === 'number' && typeof server === 'number' && isSameDueTime(engine, server);
  return isSame ? [] : [{ path: path.replace(/^\./, ''), engine, server }];
}

/** As `workflow.tasks[2].status: "COMPLETED" ≠ "FAILED"`: first the engine's, then the server's. */
export function differenceText({ path, engine, server }: Difference): string {
  return `${path}: ${shown(engine)} ≠ ${shown(server)}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  const text = value === undefined ? '(nothing)' : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
