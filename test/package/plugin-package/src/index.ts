import type { ClientHost, Plugin, RequestCompleted, RunnerHost, TaskOutcome } from 'conductor-typescript';

export interface StampsOptions {
  /** What is put on every output. */
  readonly stamp: string;
  /** How many there are; one `error` event tells that they are used up, and outputs go without. */
  readonly supply?: number;
  /** Is given what happened when a runner has stopped. */
  readonly onEnd?: (counts: StampCounts) => void;
}

export interface StampCounts {
  readonly stamped: number;
  /** Outcomes by name. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Requests by route. */
  readonly requests: Readonly<Record<string, number>>;
}

export interface StampsPlugin extends Plugin {
  readonly counts: StampCounts;
}

/** Puts a stamp on the output of every task, and counts. */
export function stamps({ stamp, supply = Infinity, onEnd }: StampsOptions): StampsPlugin {
  if (typeof stamp !== 'string' || stamp === '')
    throw new TypeError(`stamps: stamp must be a text, got ${typeof stamp}`);
  let stamped = 0;
  const outcomes = new Map<string, number>();
  const requests = new Map<string, number>();
  const count = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  const plugin: StampsPlugin = {
    name: 'stamps',
    get counts() {
      return { stamped, outcomes: Object.fromEntries(outcomes), requests: Object.fromEntries(requests) };
    },
    setupClient(host: ClientHost) {
      host.on('requestCompleted', ({ route }: RequestCompleted) => count(requests, route));
      host.aroundOperation((operation, next) =>
        next({ ...operation, headers: { ...operation.headers, 'x-stamp': stamp } }),
      );
    },
    setup(host: RunnerHost) {
      host.aroundExecute(async (call, next) => {
        const result = await next(call);
        if (stamped === supply) {
          host.reportError(new Error(`${supply} were all`), `no stamp for ${call.taskType}`);
          return result;
        }
        stamped += 1;
        return { ...result, outputData: { ...result.outputData, stamp: `${stamp} ${stamped}` } };
      });
      const counted = ({ outcome }: TaskOutcome): void => count(outcomes, outcome);
      for (const event of ['taskCompleted', 'taskFailed'] as const) host.on(event, counted);
      host.defer(() => onEnd?.(plugin.counts));
    },
  };
  return plugin;
}
