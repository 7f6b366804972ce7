import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createClient } from '../../generated/client/index.js';
import { createConductorClient } from '../../src/client/create-conductor-client.js';
import type { ConductorClient } from '../../src/client/conductor-client.js';
import type { TaskRunnerOptions } from '../../src/runner/runner-options.js';
import { TaskRunner } from '../../src/runner/task-runner.js';
import { loseAnswer, loseRequest, refuse } from './support/answers.js';
import { HttpFront } from './support/http-front.js';
import { RecordedEvents } from './support/recorded-events.js';

const RUN_AND_STOP = fileURLToPath(new URL('support/run-and-stop.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
  /** From its last word to its end: how long something kept it. */
  readonly lingeredMs: number;
}

function run(kinds: readonly string[], serverUrl: string): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', RUN_AND_STOP, ...kinds], {
    env: { ...process.env, CONDUCTOR_SERVER_URL: serverUrl },
  });
  let output = '';
  let errors = '';
  let lastWordAt = 0;
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
    lastWordAt = performance.now();
  });
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  // Killed if it does not end, so that a failure is a failure and not a leftover.
  const kill = setTimeout(() => child.kill('SIGKILL'), 15_000);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(kill);
      resolve({ code, output, errors, lingeredMs: performance.now() - lastWordAt });
    });
  });
}

describe('a runner over HTTP', () => {
  let front: HttpFront;
  let serverUrl: string;
  let client: ConductorClient;
  let runner: TaskRunner | undefined;

  beforeEach(async () => {
    front = new HttpFront();
    serverUrl = await front.listen();
    client = createConductorClient({ serverUrl, auth: false, proxy: false });
  });
  afterEach(async () => {
    await runner?.stop({ drainMs: 0, abortMs: 0, flushMs: 0 });
    await client.close();
    await front.close();
  });

  /** Starts a runner; resolves when so many outcomes have been told. */
  async function outcomes(count: number, options: Partial<TaskRunnerOptions>): Promise<RecordedEvents> {
    const started = new TaskRunner({
      client,
      workers: [{ name: 'charge', execute: () => ({ paid: true }) }],
      ...options,
    });
    runner = started;
    const events = new RecordedEvents(started);
    const done = new Promise<void>((resolve) => {
      for (const name of ['taskCompleted', 'taskFailed', 'taskInProgress', 'taskHandedBack', 'taskDropped'] as const) {
        started.on(name, () => {
          if (events.outcomes.length >= count) resolve();
        });
      }
    });
    await started.start();
    await done;
    return events;
  }

  it('executes many tasks, each once, however many at once', async () => {
    for (let count = 0; count < 300; count++) front.server.queue('charge');
    const calls: string[] = [];
    const events = await outcomes(300, {
      workers: [
        {
          ...{ name: 'charge', concurrency: 20 },
          execute: async ({ taskId }) => {
            calls.push(taskId);
            await new Promise((resolve) => setImmediate(resolve));
          },
        },
      ],
    });
    expect(new Set(calls).size).to.equal(300);
    expect(calls).to.have.length(300);
    expect(new Set(events.outcomes).size).to.equal(300);
    expect(front.server.updates).to.have.length(300);
  });

  it('repeats results over connections that are reset, and 503', async () => {
    front.server.script('update', loseRequest, loseAnswer, refuse(503, 'not now'));
    front.server.queue('charge');
    const events = await outcomes(1, { parts: { random: () => 0.05 } });
    expect(events.outcomes).to.deep.equal(['completed task-1']);
    expect(events.of('updateRetried')).to.have.length(3);
    expect(front.server.updates.map(({ outputData }) => outputData)).to.deep.equal(Array(4).fill({ paid: true }));
  });

  it('polls on over connections that are reset', async () => {
    front.server.script('poll', loseRequest, loseRequest);
    front.server.queue('charge');
    const events = await outcomes(1, { parts: { random: () => 0.05 } });
    expect(events.of('pollFailed').map(({ failures }) => failures)).to.deep.equal([1, 2]);
  });

  it('reports non-ASCII outputs as they are', async () => {
    front.server.queue('charge', { inputData: { name: 'Ærøskøbing 😀' } });
    await outcomes(1, { workers: [{ name: 'charge', execute: ({ inputData }) => inputData }] });
    expect(front.server.updates[0]?.outputData).to.deep.equal({ name: 'Ærøskøbing 😀' });
  });

  it('works on a plain client of the generated code, whose errors are the bare answers of the server', async () => {
    const plain = createClient({ baseUrl: serverUrl.slice(0, -'/api'.length) });
    front.server.script('poll', refuse(503, 'not now'));
    front.server.script('update', refuse(503, 'not now'), loseAnswer, refuse(400, 'cannot take that'));
    front.server.queue('charge');
    const events = await outcomes(1, { client: plain, parts: { random: () => 0.05 } });
    expect(events.of('pollFailed').map(({ error }) => error)).to.deep.include({
      ...{ status: 503, message: 'not now', instance: 'host', retryable: false },
    });
    expect(events.of('updateRetried')).to.have.length(2);
    // The second attempt was stored, so that the refusal of the third means nothing.
    expect(events.outcomes).to.deep.equal(['completed task-1']);
    expect(front.server.updates).to.have.length(3);
  });

  it('closes its own connections when it stops: nothing is left on the server', async () => {
    process.env.CONDUCTOR_SERVER_URL = serverUrl;
    try {
      front.server.queue('charge');
      const own = new TaskRunner({ workers: [{ name: 'charge', execute: () => ({}) }] });
      const completed = new Promise<void>((resolve) => void own.once('taskCompleted', () => resolve()));
      await own.start();
      await completed;
      expect(front.connections).to.be.above(0);
      await own.stop();
      await front.noConnections();
    } finally {
      delete process.env.CONDUCTOR_SERVER_URL;
    }
  });

  it('lets its process end by itself, with no handle open, however it was stopped', async function () {
    this.timeout(30_000);
    const expected: Readonly<Record<string, Record<string, unknown>>> = {
      own: { isStarted: true, errors: [] },
      given: { isStarted: true, errors: [] },
      abandoned: { isStarted: true, abandoned: 1 },
      'handed-back': { isStarted: true, handedBack: 1 },
      'failed-start': { isStarted: false, errors: [] },
    };
    for (const kind of Object.keys(expected)) front.server.queue(kind, { responseTimeoutSeconds: 30 });
    const { code, output, errors, lingeredMs } = await run(Object.keys(expected), serverUrl);
    expect(code, `${output} ${errors}`).to.equal(0);
    expect(errors).to.equal('');
    // Idle connections would keep it for 4 s, a poll for 11 s.
    expect(lingeredMs).to.be.below(2_500);
    const reports = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string });
    expect(reports).to.have.length(5);
    for (const report of reports) expect(report, report.kind).to.deep.include(expected[report.kind]);
  });
});
