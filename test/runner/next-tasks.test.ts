import { expect } from 'chai';
import { TaskResourceService } from '../../generated/index.js';
import { updateTaskRoute, type UpdateRoute } from '../../src/runner/update-route.js';
import { Bench } from './support/bench.js';

/** Sends a result and brings up to `count` further tasks, as an endpoint that does both at once would. */
function chaining(count: number): UpdateRoute {
  return {
    async send(client, update) {
      await updateTaskRoute.send(client, update);
      const query = { count, timeout: 0, workerid: 'me' };
      const { data } = await TaskResourceService.batchPoll({ client, path: { tasktype: 'charge' }, query });
      return data;
    },
  };
}

describe('tasks that come with the answer to a result', () => {
  it('take over the slot of the finished task, also when there is only one', async () => {
    const executed: string[] = [];
    const bench = new Bench({
      worker: { concurrency: 1, execute: ({ taskId }) => (executed.push(taskId), { paid: true }) },
      parts: { updateRoute: chaining(1) },
    });
    for (let index = 0; index < 4; index++) bench.server.queue('charge');
    await bench.start();

    expect(executed).to.deep.equal(['task-1', 'task-2', 'task-3', 'task-4']);
    expect(bench.events.of('taskCompleted')).to.have.length(4);
    expect(bench.events.of('taskHandedBack')).to.deep.equal([]);
    expect(bench.runner.status().workers[0]?.inFlight).to.deep.equal([]);
    await bench.stop();
    expect(bench.runner.status().workers[0]?.slots).to.deep.equal({ total: 1, free: 1, used: 0 });
  });

  it('go back when there is no slot for them', async () => {
    const bench = new Bench({ worker: { concurrency: 1 }, parts: { updateRoute: chaining(3) } });
    for (let index = 0; index < 3; index++) bench.server.queue('charge');
    await bench.start();
    await bench.pass(0);

    expect(bench.events.of('taskCompleted').map(({ task }) => task.taskId)).to.deep.equal(['task-1', 'task-2']);
    expect(bench.events.of('taskHandedBack').map(({ task }) => task.taskId)).to.deep.equal(['task-3']);
    await bench.stop();
    expect(bench.runner.status().workers[0]?.slots).to.deep.equal({ total: 1, free: 1, used: 0 });
  });

  it('go back, unexecuted, while the runner stops', async () => {
    const executed: string[] = [];
    let finish = (): void => undefined;
    const bench = new Bench({
      worker: {
        concurrency: 1,
        execute: ({ taskId }) =>
          new Promise((resolve) => {
            executed.push(taskId);
            finish = () => resolve({ paid: true });
          }),
      },
      parts: { updateRoute: chaining(1) },
    });
    bench.server.queue('charge');
    bench.server.queue('charge');
    await bench.start();
    const stopped = bench.stop();
    finish();
    const report = await stopped;

    expect(executed).to.deep.equal(['task-1']);
    expect(report).to.deep.include({ completed: 1, handedBack: 1 });
  });
});

describe('a task that a cancellation source calls over', () => {
  it('is dropped as cancelled, whatever its handler and the server answer', async () => {
    let cancel = (): void => undefined;
    const bench = new Bench({
      worker: {
        execute: (_task, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
          }),
      },
      parts: {
        cancellation: {
          watch: (_task, cancelled) => {
            cancel = () => cancelled('workflowTerminated');
            return () => undefined;
          },
        },
      },
    });
    bench.server.queue('charge');
    await bench.start();
    cancel();
    await bench.pass(0);

    expect(bench.events.of('taskFailed')).to.deep.equal([]);
    expect(bench.events.of('taskDropped').map(({ reason }) => reason)).to.deep.equal(['cancelled']);
    expect(bench.server.updates).to.have.length(1);
    await bench.stop();
  });
});
