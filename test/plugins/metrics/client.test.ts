import { expect } from 'chai';
import { metrics, type Metrics } from '../../../plugins/metrics/index.js';
import {
  createConductorClient,
  WorkflowResourceService,
  TaskResourceService,
  type ConductorClient,
} from '../../../src/index.js';
import type { TransportRequest, TransportResponse } from '../../../src/client/transport.js';
import { TransportFailure } from '../../../src/client/transport-failure.js';
import { json, text } from '../../runner/support/answers.js';
import { Scrape } from './support/scrape.js';

type Answers = (request: TransportRequest) => TransportResponse;

/** A client with the plugin, whose server answers as it is told. */
function clientOf(plugin: Metrics, answer: Answers = () => text(200, 'workflow-1')): ConductorClient {
  return createConductorClient({
    ...{ serverUrl: 'http://scripted', auth: false, proxy: false, plugins: [plugin] },
    transport: () => ({
      send: async (request) => {
        await Promise.resolve();
        return answer(request);
      },
      stream: () => Promise.reject(new Error('this server has no streams')),
      close: () => Promise.resolve(),
    }),
  });
}

const refused: Answers = () => json(404, { status: 404, message: 'No such workflow found by name: orders' });
const lost: Answers = () => {
  throw new TransportFailure('connection', 'connection refused', { mayHaveArrived: false });
};

const STARTS: readonly (readonly [
  what: string,
  version: string,
  start: (client: ConductorClient, input: Record<string, unknown>) => Promise<unknown>,
])[] = [
  [
    'startWorkflow',
    '',
    (client, input) => WorkflowResourceService.startWorkflow({ client, body: { name: 'orders', input } }),
  ],
  [
    'startWorkflow of a version',
    '2',
    (client, input) => WorkflowResourceService.startWorkflow({ client, body: { name: 'orders', version: 2, input } }),
  ],
  [
    'startWorkflowByName',
    '',
    (client, input) => WorkflowResourceService.startWorkflowByName({ client, path: { name: 'orders' }, body: input }),
  ],
  [
    'startWorkflowByName of a version',
    '3',
    (client, input) =>
      WorkflowResourceService.startWorkflowByName({
        ...{ client, path: { name: 'orders' }, query: { version: 3 }, body: input },
      }),
  ],
  [
    'executeWorkflow',
    '4',
    (client, input) =>
      WorkflowResourceService.executeWorkflow({
        ...{ client, path: { name: 'orders', version: 4 }, body: { name: 'orders', input } },
      }),
  ],
];

describe('metrics() of a client', () => {
  for (const [what, version, start] of STARTS) {
    it(`tells the size of the input that ${what} sends, in bytes`, async () => {
      const plugin = metrics();
      await start(clientOf(plugin), { name: 'Zoë' });
      const scrape = await Scrape.from(plugin);
      const labels = { workflowType: 'orders', version };
      expect(scrape.value('workflow_input_size_bytes_count', labels)).to.equal(1);
      expect(scrape.value('workflow_input_size_bytes_sum', labels)).to.equal(Buffer.byteLength('{"name":"Zoë"}'));
      expect(scrape.find('workflow_start_error_total')).to.deep.equal([]);
    });

    it(`tells that ${what} failed, and by which error`, async () => {
      const plugin = metrics();
      const failures = [refused, lost].map((answer) =>
        start(clientOf(plugin, answer), {}).catch((error: unknown) => error),
      );
      for (const failure of await Promise.all(failures)) expect(failure).to.be.instanceOf(Error);
      const errors = (await Scrape.from(plugin)).find('workflow_start_error_total');
      expect(errors.map(({ labels, value }) => [labels.workflowType, labels.exception, value])).to.have.deep.members([
        ['orders', 'ConductorApiError', 1],
        ['orders', 'ConductorConnectionError', 1],
      ]);
    });
  }

  it('passes on what it cannot measure: an input that plain JSON has no words for, a start without a name', async () => {
    const plugin = metrics();
    const client = createConductorClient({
      ...{ serverUrl: 'http://scripted', auth: false, proxy: false, plugins: [plugin] },
      json: { parse: JSON.parse, stringify: () => '{}' },
      transport: () => ({
        send: () => Promise.resolve(text(200, 'workflow-1')),
        stream: () => Promise.reject(new Error('this server has no streams')),
        close: () => Promise.resolve(),
      }),
    });
    const { data } = await WorkflowResourceService.startWorkflow({
      client,
      body: { name: 'orders', input: { id: 1n } },
    });
    expect(data).to.equal('workflow-1');
    // What a user of JavaScript may do.
    const nameless = { input: { a: 1 } } as unknown as { name: string };
    await WorkflowResourceService.startWorkflow({ client, body: nameless });
    const sizes = (await Scrape.from(plugin)).find('workflow_input_size_bytes_count');
    expect(sizes.map(({ labels }) => labels.workflowType)).to.deep.equal(['']);
  });

  it('tells what is read from and written to external storage, by what the storage is asked for', async () => {
    const plugin = metrics();
    const client = clientOf(plugin, () => json(200, { uri: 'http://store', path: 'a/b' }));
    const asked = { path: '' };
    await TaskResourceService.getTaskExternalStorageLocation({
      ...{ client, query: { ...asked, operation: 'READ', payloadType: 'TASK_OUTPUT' } },
    });
    await WorkflowResourceService.getWorkflowExternalStorageLocation({
      ...{ client, query: { ...asked, operation: 'WRITE', payloadType: 'WORKFLOW_INPUT' } },
    });
    const used = (await Scrape.from(plugin)).find('external_payload_used_total');
    expect(used.map(({ labels }) => labels)).to.deep.equal([
      { entityName: '', operation: 'READ', payloadType: 'TASK_OUTPUT' },
      { entityName: '', operation: 'WRITE', payloadType: 'WORKFLOW_INPUT' },
    ]);
  });

  it('times each attempt of a request by its route, not by its path', async () => {
    const plugin = metrics();
    const answers = [json(503, {}), json(200, { taskId: 'a' }), json(200, { taskId: 'b' })];
    const client = clientOf(plugin, () => answers.shift() ?? text(500, ''));
    await TaskResourceService.getTask({ client, path: { taskId: 'a' } });
    await TaskResourceService.getTask({ client, path: { taskId: 'b' } });
    const timed = (await Scrape.from(plugin)).find('http_api_client_request_seconds_count');
    expect(timed.map(({ labels, value }) => ({ ...labels, value }))).to.deep.equal([
      { method: 'GET', uri: '/tasks/{taskId}', status: '503', value: 1 },
      { method: 'GET', uri: '/tasks/{taskId}', status: '200', value: 2 },
    ]);
  });

  it('may be that of several clients, which add up', async () => {
    const plugin = metrics();
    const clients = [clientOf(plugin, refused), clientOf(plugin, refused)];
    for (const client of clients)
      await TaskResourceService.getTask({ client, path: { taskId: 'a' } }).catch(() => undefined);
    expect((await Scrape.from(plugin)).value('http_api_client_request_seconds_count')).to.equal(2);
  });
});
