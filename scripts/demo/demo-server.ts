import { createConductorClient, type ConductorClient } from '../../src/index.js';
import { createTestConductor } from '../../src/testing/index.js';

/** A server for the demo, and a client for it. */
export interface DemoServer {
  readonly client: ConductorClient;
  /** Ends what was made for the demo: the client, and the conductor if it is ours. */
  close(): Promise<void>;
}

/**
 * The server that CONDUCTOR_SERVER_URL names, else one in this process.
 *
 * @throws ConductorConfigError, when the environment makes no sense
 */
export async function demoServer(print: (line: string) => void): Promise<DemoServer> {
  const url = process.env.CONDUCTOR_SERVER_URL;
  if (url !== undefined && url !== '') {
    const client = createConductorClient();
    print(`Using the server that CONDUCTOR_SERVER_URL names: ${client.serverUrl}`);
    return { client, close: () => client.close() };
  }
  print('CONDUCTOR_SERVER_URL is not set: using a Conductor in this process, which ends with the demo.');
  const conductor = await createTestConductor({ clock: 'real' });
  return { client: conductor.client, close: () => conductor.close() };
}
