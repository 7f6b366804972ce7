import type { Clock } from '../../time/clock.js';
import type { Engine } from '../engine/engine.js';
import type { ApiAnswer } from './answer.js';
import type { PollHolder } from './poll-holder.js';
import type { Query } from './query.js';

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
