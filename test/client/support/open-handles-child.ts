/*
 * Run as a process of its own: uses a client in every way that could leave a handle open, closes it, and has nothing else to do. It is
 * right if it ends by itself. Arguments: the server's URL, the name of the transport.
 */
import { AgentResourceService, TaskResourceService } from '../../../generated/index.js';
import { createConductorClient } from '../../../src/client/create-conductor-client.js';
import { transports } from './transports.js';

const [serverUrl = '', name] = process.argv.slice(2);
const transport = transports.find((one) => one.name === name);
if (transport === undefined) throw new Error(`no transport "${name ?? ''}"`);

const client = createConductorClient({
  serverUrl,
  auth: { keyId: 'kkkk', keySecret: 'ssss' },
  transport: transport.create(),
});
await TaskResourceService.getTask({ client, path: { taskId: 't' } });
await TaskResourceService.batchPoll({ client, path: { tasktype: 'x' }, query: { timeout: 5_000 } });
await TaskResourceService.updateTask({ client, body: { workflowInstanceId: 'w', taskId: 't', status: 'COMPLETED' } });
await TaskResourceService.getTask({ client, path: { taskId: 'hangs' }, timeoutMs: 100 }).catch(() => undefined);
const underWay = [
  TaskResourceService.getTask({ client, path: { taskId: 'hangs' } }),
  TaskResourceService.getTask({ client, path: { taskId: 'later' } }),
  TaskResourceService.getTask({ client, path: { taskId: 'hangs' }, signal: new AbortController().signal }),
];
const { stream } = await AgentResourceService.streamAgent({ client, path: { executionId: 'e' } });
await stream.next();
const settled = Promise.allSettled([...underWay, stream.next()]);
await client.close();
const outcomes = await settled;
process.stdout.write(outcomes.map(({ status }) => status).join(' '));
