import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';

/** A thread needs 50 to 100 ms to start when nothing else is going on. */
const START_MS = 10_000;

export interface ThreadOptions {
  readonly name: string;
  /**
   * Plain JavaScript, which gets `port` and `signal` as workerData. It wakes who waits by `signal` when it has loaded, and after the reply
   * that it posts for each request.
   */
  readonly source: string;
  /** Whatever else it needs to begin with. Called when the thread is started, at its first use. */
  readonly data: () => Readonly<Record<string, unknown>>;
  /** Of the objects in the thread, in megabytes. Default: as many as the process may have. */
  readonly maxHeapMb?: number;
}

interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly signal: Int32Array;
}

/**
 * A thread whose caller sleeps until it has answered: what it does is one step of a decision, and nothing else may happen in between. It
 * is started by its first request, ended when it does not answer in time, and does not keep the process alive.
 */
export class WaitingThread<Request, Reply> {
  readonly #options: ThreadOptions;
  #thread: Thread | undefined;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  /** @returns undefined when there was no answer in time, and the thread was ended: it ran out of memory, or hangs. */
  run(request: Request, waitMs: number): Reply | undefined {
    const thread = (this.#thread ??= start(this.#options));
    Atomics.store(thread.signal, 0, 0);
    thread.port.postMessage(request);
    Atomics.wait(thread.signal, 0, 0, waitMs);
    const received = receiveMessageOnPort(thread.port);
    if (received === undefined) {
      this.end();
      return undefined;
    }
    // Made by the source of the thread, which belongs to who calls.
    return received.message as Reply;
  }

  /** The next request starts another thread. */
  end(): void {
    const thread = this.#thread;
    this.#thread = undefined;
    void thread?.worker.terminate();
  }
}

function start({ name, source, data, maxHeapMb }: ThreadOptions): Thread {
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(source, {
    eval: true,
    name,
    workerData: { ...data(), port: port2, signal },
    transferList: [port2],
    // Not the caller's loaders and variables: nothing here needs them.
    execArgv: [],
    env: {},
    ...(maxHeapMb !== undefined && {
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb, maxYoungGenerationSizeMb: 32 },
    }),
  });
  // It has run out of memory, which the waiting caller is told in another way.
  worker.on('error', () => undefined);
  worker.unref();
  port1.unref();
  Atomics.wait(signal, 0, 0, START_MS);
  return { worker, port: port1, signal };
}
