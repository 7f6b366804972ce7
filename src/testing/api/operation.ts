import type { Clock } from '../../time/clock.js';
import type { Engine } from '../engine/engine.js';
import type { ApiAnswer } from './answer.js';
import type { PollHolder } from './poll-holder.js';

/** What operations work with. */
export interface ApiParts {
  readonly engine: Engine;
  readonly polls: PollHolder;
  /** The engine's. */
  readonly clock: Clock;
}

/** One request, read as far as every operation needs it. */
export interface Call {
  /** Parameters of the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Query;
  /** As text; empty where there is none. */
  readonly body: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborts when whoever asked is gone. */
  readonly signal: AbortSignal | undefined;
}

/** Answers one operation. What it throws becomes an error answer: an EngineError that of its status, anything else a 500. */
export type Operation = (parts: ApiParts, call: Call) => ApiAnswer | Promise<ApiAnswer>;

/** Operations by method and path, as the OpenAPI document has them: `GET /api/tasks/{taskId}`. */
export type OperationTable = Readonly<Record<`${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`, Operation>>;

/** The query of a request. Made only when something asks for it: most requests have one that nobody else reads. */
export class Query {
  readonly #text: string;
  #parameters: URLSearchParams | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The first value of a parameter; `undefined` where there is none. */
  get(name: string): string | undefined {
    if (this.#text === '') return undefined;
    return this.#read().get(name) ?? undefined;
  }

  /** Every value, also those of a list with commas. */
  list(name: string): readonly string[] {
    if (this.#text === '') return [];
    return this.#read()
      .getAll(name)
      .flatMap((value) => value.split(','));
  }

  /** Every parameter. */
  entries(): Iterable<[string, string]> {
    return this.#read().entries();
  }

  #read(): URLSearchParams {
    this.#parameters ??= new URLSearchParams(this.#text);
    return this.#parameters;
  }
}
