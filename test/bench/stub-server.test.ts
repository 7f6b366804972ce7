import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createConductorClient, TaskResourceService, type ConductorClient } from '../../src/index.js';

const STUB_SERVER = fileURLToPath(new URL('../../bench/stub-server.ts', import.meta.url));

describe('the stub server of the benchmark', () => {
  let server: ChildProcess;
  let origin: string;
  let client: ConductorClient;

  before(async () => {
    server = spawn(process.execPath, ['--import', 'tsx', STUB_SERVER], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (server.stdout === null) throw new Error('the server has no standard output');
    const [port] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
    origin = `http://127.0.0.1:${port}`;
    client = createConductorClient({ serverUrl: `${origin}/cell`, auth: false, proxy: false });
  });

  after(async () => {
    await client.close();
    const exited = once(server, 'exit');
    server.stdin?.end();
    expect(await exited).to.deep.equal([0, null]);
  });

  it('answers a poll with as many tasks as it asks for, each with an id and a workflow of its own', async () => {
    const path = { tasktype: 'bench_task' };
    const polls = [1, 7, 100].map((count) => TaskResourceService.batchPoll({ client, path, query: { count } }));
    const tasks = (await Promise.all(polls)).flatMap(({ data }) => data);
    expect(tasks).to.have.length(108);
    expect(new Set(tasks.map(({ taskId }) => taskId))).to.have.property('size', 108);
    expect(new Set(tasks.map(({ workflowInstanceId }) => workflowInstanceId))).to.have.property('size', 108);
    expect(JSON.stringify(tasks[0]).length).to.be.within(2_200, 2_600);
  });

  it('takes an update and answers with the id of the task', async () => {
    const taskId = '00000000-0000-4000-8000-00000000abcd';
    const body = { taskId, workflowInstanceId: 'w', status: 'COMPLETED' } as const;
    expect(await TaskResourceService.updateTask({ client, body })).to.have.property('data', taskId);
  });

  it('counts what it served, for each cell apart', async () => {
    const other = createConductorClient({ serverUrl: `${origin}/other`, auth: false, proxy: false });
    try {
      await TaskResourceService.batchPoll({ client: other, path: { tasktype: 'bench_task' }, query: { count: 2 } });
      expect(await (await fetch(`${origin}/other/stats`)).json()).to.deep.equal({ polls: 1, updates: 0 });
    } finally {
      await other.close();
    }
  });
});
