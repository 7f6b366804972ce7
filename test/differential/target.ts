import type { ConductorClient } from '../../src/index.js';

/** Where a case is played: the engine, or a real server. */
export interface Target {
  readonly client: ConductorClient;
  /** Stands for `#` in names. */
  readonly prefix: string;
  /** Stands for `http://answering.invalid`: a server that HTTP tasks call. */
  readonly calledUrl: string;
  /** Nothing can happen but by itself: lets time pass until the next thing may have. False when time was passed for too long. */
  idle(idleRounds: number): Promise<boolean>;
  pass(seconds: number): Promise<void>;
}
