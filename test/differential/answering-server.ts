import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AnsweringServer {
  readonly url: string;
  close(): Promise<void>;
}

/** What HTTP tasks call, of the engine and of the server: `/json`, `/text`, `/nothing`, `/broken`. On this machine only. */
export async function answeringServer(): Promise<AnsweringServer> {
  const server = createServer((request, response) => {
    switch (request.url) {
      case '/json':
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"answer":{"n":42}}');
        return;
      case '/text':
        response.writeHead(200, { 'content-type': 'text/plain' }).end('just text');
        return;
      case '/nothing':
        response.writeHead(204).end();
        return;
      default:
        response.writeHead(500, { 'content-type': 'text/plain' }).end('broken');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
