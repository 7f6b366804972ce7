import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { SCRIPT_REALM } from './script-realm-source.js';
import { SCRIPT_WORKER } from './script-worker-source.js';

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

/** Of the objects in a script. What it keeps in buffers is outside of that and not limited. */
const MAX_HEAP_MB = 256;
/** A thread needs 50 ms to start when nothing else is going on. */
const START_MS = 10_000;
/** How much later than its limit a script may answer, before its thread is given up. */
const GRACE_MS = 1_000;

interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly signal: Int32Array;
  hasAnswered: boolean;
}

/**
 * The thread that scripts run in, started by the first one. The caller's thread sleeps meanwhile: a script is one step of a decision, and
 * nothing else may happen in between. It does not keep the process alive.
 */
class ScriptThread {
  private thread: Thread | undefined;

  /** @returns undefined when the thread did not answer in time, and is ended: it ran out of memory, or hangs where no limit reaches. */
  run(request: ScriptRequest): ScriptReply | undefined {
    const thread = (this.thread ??= start());
    Atomics.store(thread.signal, 0, 0);
    thread.port.postMessage(request);
    const waitMs = request.timeLimitMs + GRACE_MS + (thread.hasAnswered ? 0 : START_MS);
    Atomics.wait(thread.signal, 0, 0, waitMs);
    const received = receiveMessageOnPort(thread.port);
    if (received === undefined) {
      this.thread = undefined;
      void thread.worker.terminate();
      return undefined;
    }
    thread.hasAnswered = true;
    // Made by the worker above, from texts and booleans alone.
    return received.message as ScriptReply;
  }
}

export const scriptThread = new ScriptThread();

function start(): Thread {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(SCRIPT_WORKER, {
    eval: true,
    name: 'conductor-scripts',
    workerData: { port: port2, signal, realmSource: SCRIPT_REALM },
    transferList: [port2],
    // Not the caller's loaders and variables: scripts need neither.
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB, maxYoungGenerationSizeMb: 32 },
  });
  // It has run out of memory, which the waiting caller is told in another way.
  worker.on('error', () => undefined);
  worker.unref();
  port1.unref();
  return { worker, port: port1, signal, hasAnswered: false };
}
