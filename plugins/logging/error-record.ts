import { boundedCopy } from './bounded-copy.js';
import { cutText } from './cut-text.js';
import { isSecretName } from './redaction.js';

/*
 * Whatever was thrown, as plain data: what `err` in a record is. Loggers differ in what they make of an `Error` (nothing at all, all
 * its properties with the request that failed and its credentials, an exception where a getter throws), so none is given to them.
 */

/** How far causes are followed; they may be a ring. */
const MOST_CAUSES = 8;
/** How many errors of an AggregateError are shown. */
const MOST_PARTS = 5;
const LONGEST_STACK = 16_000;
const LONGEST_MESSAGE = 2_000;
/** Further properties: `code`, `status`, `route` … */
const MOST_DETAILS = 20;
const LONGEST_DETAIL = 300;
/** Of a thrown value that is no error. */
const MOST_VALUE_BYTES = 500;

/** An error without its stack, and its properties that are texts, numbers or booleans. */
export interface ErrorSummary {
  /** Its name, or what was thrown in place of an error: `string`, `Object`. */
  readonly type: string;
  readonly message: string;
  readonly [detail: string]: unknown;
}

/** An error as it is logged. */
export class ErrorRecord implements ErrorSummary {
  static {
    // pino's serializer for errors takes this for one, because of its message, and asks for its constructor's or else its own name.
    Object.defineProperty(this.prototype, 'constructor', { value: undefined });
  }

  declare readonly type: string;
  declare readonly message: string;
  /** With those of its causes, each after `caused by:`, and of the parts of an AggregateError. */
  declare readonly stack: string;
  /** The chain of its causes, without itself. Absent when it has none. */
  declare readonly causes?: readonly ErrorSummary[];
  /** The parts of an AggregateError, the first five. */
  declare readonly aggregateErrors?: readonly ErrorSummary[];
  readonly [detail: string]: unknown;

  constructor(summary: ErrorSummary, more: Pick<ErrorRecord, 'stack' | 'causes' | 'aggregateErrors'>) {
    Object.assign(this, summary, more);
  }

  get name(): string {
    return this.type;
  }
}

/** Makes a record of whatever was thrown. Never throws itself, whatever that is, and changes nothing about it. */
export function errorRecord(thrown: unknown): ErrorRecord {
  const [error, ...causes] = chainOf(thrown).map(read);
  const { summary, stack, parts } = error ?? read(thrown);
  const stacks = [stack, ...causes.map((cause) => `caused by: ${cause.stack}`)].join('\n');
  const aggregateErrors = parts.slice(0, MOST_PARTS).map((part) => read(part).summary);
  return new ErrorRecord(summary, {
    stack: cutText(stacks, LONGEST_STACK),
    ...(causes.length > 0 && { causes: causes.map((cause) => cause.summary) }),
    ...(aggregateErrors.length > 0 && { aggregateErrors }),
  });
}

/** The same without stack, causes and parts: what it takes to compare it with others. */
export function errorSummary(thrown: unknown): ErrorSummary {
  return { type: typeOf(thrown), message: messageOf(thrown), ...detailsOf(thrown) };
}

interface ReadError {
  readonly summary: ErrorSummary;
  /** Includes the parts of an AggregateError. */
  readonly stack: string;
  readonly parts: readonly unknown[];
}

/** What was thrown, its cause, the cause of that … */
function chainOf(thrown: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  let current = thrown;
  do {
    chain.push(current);
    current = property(current, 'cause');
  } while (current !== undefined && current !== null && !chain.includes(current) && chain.length <= MOST_CAUSES);
  return chain;
}

function read(thrown: unknown): ReadError {
  const type = typeOf(thrown);
  const message = messageOf(thrown);
  const givenStack = property(thrown, 'stack');
  const parts = partsOf(thrown);
  const stack = typeof givenStack === 'string' && givenStack !== '' ? givenStack : `${type}: ${message}`;
  return {
    summary: { type, message, ...detailsOf(thrown) },
    stack: [stack, ...parts.slice(0, MOST_PARTS).map((part, index) => stackOfPart(part, index, parts.length))].join(
      '\n',
    ),
    parts,
  };
}

function stackOfPart(part: unknown, index: number, count: number): string {
  const stack = property(part, 'stack');
  const text = typeof stack === 'string' && stack !== '' ? stack : `${typeOf(part)}: ${messageOf(part)}`;
  return `[${index + 1} of ${count}] ${text}`;
}

function partsOf(thrown: unknown): readonly unknown[] {
  const parts = property(thrown, 'errors');
  // Copied at once: it may be a proxy, or change.
  return attempt(() => (Array.isArray(parts) ? [...(parts as readonly unknown[])] : []), []);
}

function typeOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return thrown === null ? 'null' : typeof thrown;
  const name = property(thrown, 'name');
  if (typeof name === 'string' && name !== '') return cutText(name, LONGEST_DETAIL);
  const ownClass = property(property(thrown, 'constructor'), 'name');
  return typeof ownClass === 'string' && ownClass !== '' ? cutText(ownClass, LONGEST_DETAIL) : 'Object';
}

function messageOf(thrown: unknown): string {
  return cutText(
    attempt(() => readMessage(thrown), '[unreadable]'),
    LONGEST_MESSAGE,
  );
}

function readMessage(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  if ('message' in thrown && typeof thrown.message === 'string') return thrown.message;
  return JSON.stringify(boundedCopy(thrown, [], MOST_VALUE_BYTES));
}

/** What else the error says about itself, as far as it is short and no secret. Objects may be anything: a request, a whole client. */
function detailsOf(thrown: unknown): Record<string, unknown> {
  const details: [string, unknown][] = [];
  if (typeof thrown !== 'object' || thrown === null) return {};
  // A thrown object that has no message is told as one text.
  if (typeof property(thrown, 'message') !== 'string') return {};
  for (const name of attempt(() => Object.keys(thrown), [])) {
    if (details.length === MOST_DETAILS) break;
    if (OWN_NAMES.has(name) || isSecretName(name)) continue;
    const value = property(thrown, name);
    if (typeof value === 'string') details.push([name, cutText(value, LONGEST_DETAIL)]);
    else if (typeof value === 'number' || typeof value === 'boolean') details.push([name, value]);
  }
  return Object.fromEntries(details);
}

const OWN_NAMES: ReadonlySet<string> = new Set([
  ...['type', 'name', 'message', 'stack', 'cause', 'causes', 'errors', 'aggregateErrors', 'constructor', '__proto__'],
]);

/** A property of anything; `undefined` where there is none, or where it cannot be read. */
function property(value: unknown, name: string): unknown {
  if (value === undefined || value === null) return undefined;
  return attempt((): unknown => Reflect.get(Object(value) as object, name), undefined);
}

function attempt<Value>(look: () => Value, otherwise: Value): Value {
  try {
    return look();
  } catch {
    // A getter or a proxy of the user's that throws: what else there is to tell is wanted all the same.
    return otherwise;
  }
}
