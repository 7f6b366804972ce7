import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An agent that introduces itself, and does nothing else. */
export async function startAgentCardServer(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const card = {
    ...{
      name: 'an agent',
      description: 'for a test',
      version: '1',
      protocolVersion: '0.3.0',
      url: 'http://127.0.0.1/',
    },
    ...{ defaultInputModes: ['text/plain'], defaultOutputModes: ['text/plain'], preferredTransport: 'JSONRPC' },
    capabilities: { streaming: false, pushNotifications: false, stateTransitionHistory: false },
    provider: { organization: 'none', url: 'http://127.0.0.1/' },
    skills: [{ id: 's', name: 'nothing', description: 'nothing at all', tags: ['none'], examples: ['-'] }],
  };
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(card));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
