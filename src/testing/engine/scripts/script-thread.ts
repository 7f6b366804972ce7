import { SCRIPT_REALM } from './script-realm-source.js';
import { SCRIPT_WORKER } from './script-worker-source.js';
import { WaitingThread } from './waiting-thread.js';

/** What the worker thread answers; see script-worker-source.ts. */
export interface ScriptReply {
  readonly json?: string;
  readonly syntaxError?: string;
  readonly line?: number;
  readonly timedOut?: boolean;
  readonly inResult?: boolean;
}

export interface ScriptRequest {
  readonly source: string;
  /** JSON text. */
  readonly bindings: string;
  readonly timeLimitMs: number;
}

/** How much later than its limit a script may answer, before its thread is given up. */
const GRACE_MS = 1_000;

const thread = new WaitingThread<ScriptRequest, ScriptReply>({
  name: 'conductor-scripts',
  source: SCRIPT_WORKER,
  data: () => ({ realmSource: SCRIPT_REALM }),
  // What a script keeps in buffers is outside of that and not limited.
  maxHeapMb: 256,
});

/** Runs a script in the thread of scripts. @returns undefined when it did not answer in time, and the thread was ended. */
export function runInScriptThread(request: ScriptRequest): ScriptReply | undefined {
  return thread.run(request, request.timeLimitMs + GRACE_MS);
}
