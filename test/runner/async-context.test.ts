import { AsyncLocalStorage } from 'node:async_hooks';
import { expect } from 'chai';
import { createConductorClient } from '../../src/client/create-conductor-client.js';
import type { Plugin } from '../../src/plugin.js';
import { TaskRunner } from '../../src/runner/task-runner.js';
import { getTaskContext } from '../../src/worker/current-task-context.js';
import { ModelServer, NO_FAULTS } from '../simulation/model-server.js';
import { systemClock } from '../../src/time/clock.js';

describe('the async context of a runner', () => {
  it('is that of start() for each poll and each task, never that of a task before', async () => {
    const server = new ModelServer(systemClock, Math.random, NO_FAULTS);
    for (let count = 0; count < 12; count++) server.schedule({}, 60_000);
    const span = new AsyncLocalStorage<string>();
    const seenByPolls: unknown[] = [];
    const seenByTasks: unknown[] = [];
    const tracer: Plugin = {
      name: 'tracer',
      setup(host) {
        host.aroundPoll((call, next) => {
          seenByPolls.push(span.getStore(), getTaskContext());
          return next(call);
        });
        host.aroundTask((call, next) => {
          seenByTasks.push(span.getStore());
          return span.run(`span of ${call.task.taskId}`, () => next(call));
        });
      },
    };
    const client = createConductorClient({ serverUrl: 'http://model', auth: false, transport: () => server.transport });
    const worker = { name: 'simulated', concurrency: 2, execute: () => Promise.resolve({ poll: 1 }) };
    const runner = new TaskRunner({ client, plugins: [tracer], workers: [worker] });
    const allDone = new Promise<void>((resolve) => {
      let completed = 0;
      runner.on('taskCompleted', () => {
        completed += 1;
        if (completed === 12) resolve();
      });
    });

    await span.run('the caller of start', () => runner.start());
    await allDone;
    await runner.stop();
    await client.close();

    expect(new Set(seenByPolls)).to.deep.equal(new Set(['the caller of start', undefined]));
    expect(new Set(seenByTasks)).to.deep.equal(new Set(['the caller of start']));
  });
});
