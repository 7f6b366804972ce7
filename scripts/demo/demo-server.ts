import { createConductorClient, type ConductorClient } from '../../src/index.js';
import { startConductorServer } from '../conductor-server.js';

/** A server for the demo, and a client for it. */
export interface DemoServer {
  readonly client: ConductorClient;
  /** Ends what was made for the demo: the client, and the server if it is ours. */
  close(): Promise<void>;
}

/**
 * The server that CONDUCTOR_SERVER_URL names, else one that is started here.
 *
 * @throws ConductorServerError or ConductorConfigError, when there is none to be had
 */
export async function demoServer(print: (line: string) => void, signal: AbortSignal): Promise<DemoServer> {
  const url = process.env.CONDUCTOR_SERVER_URL;
  if (url !== undefined && url !== '') {
    const client = createConductorClient();
    print(`Using the server that CONDUCTOR_SERVER_URL names: ${client.serverUrl}`);
    return { client, close: () => client.close() };
  }
  print('CONDUCTOR_SERVER_URL is not set: starting a Conductor server of our own, on this machine only.');
  const server = await startConductorServer({ signal, onProgress: print });
  try {
    // Credentials in the environment are for another server.
    const client = createConductorClient({ serverUrl: server.url, auth: false });
    print(`The server is ready: ${client.serverUrl}`);
    return {
      client,
      async close() {
        await client.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
