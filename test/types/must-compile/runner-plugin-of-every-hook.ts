import { completed, createConductorClient, TaskRunner, type Plugin, type RunnerHost } from '../../../src/index.js';

declare function use(...values: readonly unknown[]): void;

export const plugin: Plugin & { readonly counts: ReadonlyMap<string, number> } = {
  name: 'everything',
  counts: new Map<string, number>(),
  setupClient(host) {
    host.aroundOperation((operation, next) => next({ ...operation, headers: { ...operation.headers, 'x-a': 'b' } }));
    host.on('requestCompleted', ({ route, status, durationMs }) => use(route, status, durationMs));
    host.defer(() => Promise.resolve());
  },
  async setup(host: RunnerHost) {
    await Promise.resolve();
    host.aroundPoll(async (call, next) => (await next({ ...call, count: 1 })).slice());
    host.aroundTask(async (call, next) => {
      const outcome = await next(call);
      use(`${call.context.attempt} ${outcome.outcome}`);
      return outcome;
    });
    host.aroundExecute((call, next) => (call.task.taskId === '' ? Promise.resolve(completed({})) : next(call)));
    host.on('taskFailed', ({ result }) => use(result?.reasonForIncompletion))();
    host.control.pause(host.runner.workers[0]?.taskType ?? 'none');
    host.defer(() => undefined);
  },
};

// The same object serves clients and runners.
export const client = createConductorClient({ plugins: [plugin] });
export const runner = new TaskRunner({ client, plugins: [plugin], workers: [{ name: 'w', execute: () => ({}) }] });
