import type { LoggingOptions, LogLevel } from '../../../../plugins/logging/index.js';
import { canceled, inProgress, TerminalError } from '../../../../src/index.js';
import { hang, loseRequest, refuse } from '../../../runner/support/answers.js';
import type { Bench, BenchOptions } from '../../../runner/support/bench.js';
import { loggedBench, type LoggedBench } from './logged-bench.js';

/** Something that happens to a runner, and the records that it leaves at `debug` and above. */
export interface Situation {
  readonly name: string;
  readonly options?: BenchOptions;
  readonly play: (bench: Bench) => Promise<void>;
  readonly records: readonly string[];
}

const throwing = (error: Error): BenchOptions => ({ worker: { execute: () => Promise.reject(error) } });

export async function oneTask(bench: Bench): Promise<void> {
  bench.server.queue('charge');
  await bench.pass(0);
}

export const situations: readonly Situation[] = [
  { name: 'nothing to do', play: (bench) => bench.pass(60_000), records: [] },
  { name: 'a task that completes', play: oneTask, records: ['debug pollCompleted', 'debug taskCompleted'] },
  {
    name: 'a handler that throws',
    options: throwing(new Error('no card')),
    play: oneTask,
    records: ['debug pollCompleted', 'debug executionFailed', 'warn taskFailed'],
  },
  {
    name: 'a handler that fails its task for good',
    options: throwing(new TerminalError('no such order')),
    play: oneTask,
    records: ['debug pollCompleted', 'debug executionFailed', 'error taskFailed'],
  },
  {
    name: 'a handler that cancels the workflow',
    options: { worker: { execute: () => canceled('not wanted') } },
    play: oneTask,
    records: ['debug pollCompleted', 'warn taskFailed'],
  },
  {
    name: 'a handler that goes on later',
    options: { worker: { execute: () => inProgress() } },
    play: oneTask,
    records: ['debug pollCompleted', 'debug taskInProgress'],
  },
  {
    name: 'a poll that fails, and one that succeeds after it',
    play: async (bench) => {
      bench.server.script('poll', loseRequest);
      await bench.pass(5_000);
    },
    records: ['warn pollFailed', 'info pollCompleted'],
  },
  {
    name: 'polls that the server refuses',
    play: async (bench) => {
      bench.server.always('poll', refuse(400, 'no'));
      await bench.pass(3_000);
    },
    records: ['warn pollFailed', 'error workerMisconfigured', 'debug pollFailed'],
  },
  {
    name: 'a poll that never ends',
    play: async (bench) => {
      bench.server.script('poll', hang);
      await bench.pass(30_000);
    },
    records: ['warn loopStalled'],
  },
  {
    name: 'a result that is sent three times',
    play: async (bench) => {
      bench.server.script('update', loseRequest, loseRequest);
      await oneTask(bench);
      await bench.pass(1_000);
    },
    records: [
      'debug pollCompleted',
      'warn updateRetried',
      'debug updateRetried',
      'info updateCompleted',
      'debug taskCompleted',
    ],
  },
  {
    name: 'a result that the server refuses, and the failure that it takes',
    play: async (bench) => {
      bench.server.script('update', refuse(400, 'bad output'));
      await oneTask(bench);
    },
    records: ['debug pollCompleted', 'debug updateFailed', 'error taskFailed'],
  },
  {
    name: 'a result and a failure that the server refuses',
    play: async (bench) => {
      bench.server.script('update', refuse(400, 'bad output'), refuse(400, 'bad failure'));
      await oneTask(bench);
    },
    records: ['debug pollCompleted', 'debug updateFailed', 'debug updateFailed', 'error taskDropped'],
  },
  {
    name: 'a result for a task that the server does not know any more',
    play: async (bench) => {
      bench.server.script('update', refuse(404, 'No such task found by id: task-1'));
      await oneTask(bench);
    },
    records: ['debug pollCompleted', 'debug updateFailed', 'warn taskDropped'],
  },
  {
    name: 'a result that cannot be sent until it is given up',
    options: { giveUpAfterMs: 300 },
    play: async (bench) => {
      bench.server.always('update', loseRequest);
      await oneTask(bench);
      await bench.pass(2_000);
    },
    records: [
      'debug pollCompleted',
      'warn updateRetried',
      'debug updateRetried',
      'debug updateFailed',
      'error taskDropped',
    ],
  },
  {
    name: 'a task that is cancelled while it runs',
    options: {
      worker: { execute: (_task, { signal }) => new Promise((resolve) => void (signal.onabort = () => resolve({}))) },
      parts: {
        cancellation: {
          watch: (_task, cancel) => {
            queueMicrotask(() => cancel('workflowTerminated'));
            return () => undefined;
          },
        },
      },
    },
    play: oneTask,
    records: ['debug pollCompleted', 'info taskDropped'],
  },
  {
    name: 'a lease that is extended',
    options: { worker: { execute: () => new Promise(() => undefined) } },
    play: async (bench) => {
      bench.server.queue('charge', { responseTimeoutSeconds: 60 });
      await bench.pass(21_000);
    },
    records: ['debug pollCompleted', 'debug leaseExtended'],
  },
  {
    name: 'a lease that cannot be extended, is lost, and is extended at last',
    options: { worker: { execute: () => new Promise(() => undefined) } },
    play: async (bench) => {
      bench.server.queue('charge', { responseTimeoutSeconds: 60 });
      bench.server.script('extend', loseRequest, loseRequest, loseRequest, loseRequest, loseRequest);
      await bench.pass(71_000);
    },
    records: [
      'debug pollCompleted',
      'warn leaseExtensionFailed',
      'debug leaseExtensionFailed',
      'debug leaseExtensionFailed',
      'debug leaseExtensionFailed',
      'error leaseLost',
      'debug leaseExtensionFailed',
      'debug leaseExtended',
      'info leaseExtended',
    ],
  },
  {
    name: 'a worker that is paused and resumed',
    play: (bench) => {
      bench.runner.pause('charge');
      bench.runner.resume('charge');
      return Promise.resolve();
    },
    records: ['info workerPaused', 'info workerResumed'],
  },
  {
    name: 'a listener that throws',
    play: async (bench) => {
      bench.runner.on('taskCompleted', () => {
        throw new Error('oops');
      });
      await oneTask(bench);
    },
    records: ['debug pollCompleted', 'debug taskCompleted', 'error error'],
  },
  {
    name: 'a handler that gives up when the runner stops',
    options: {
      worker: {
        execute: (_task, { signal }) =>
          new Promise((_, reject) => void (signal.onabort = () => reject(new Error('stopped')))),
      },
    },
    play: async (bench) => {
      await oneTask(bench);
      await bench.stop();
    },
    records: ['debug pollCompleted', 'debug taskHandedBack'],
  },
  {
    name: 'a handler that does not end when the runner stops',
    options: { worker: { execute: () => new Promise(() => undefined) } },
    play: async (bench) => {
      await oneTask(bench);
      await bench.stop();
    },
    records: ['debug pollCompleted', 'error taskDropped'],
  },
];

/** Lets a situation happen, and logs it. */
export async function played(
  { options, play }: Pick<Situation, 'options' | 'play'>,
  level: LogLevel,
  logging: LoggingOptions = {},
): Promise<LoggedBench> {
  const logged = loggedBench({ ...options, level, logging });
  await logged.bench.start();
  await play(logged.bench);
  return logged;
}
