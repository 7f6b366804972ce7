import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ApiServer {
  url: string;
  close: () => Promise<void>;
}

export type Answers = Record<string, { status?: number; type?: string; body: string }>;

/** A server of OpenAPI documents, also of wrong ones: it knows these paths and answers everything else with 404. */
export async function serve(answers: Answers): Promise<ApiServer> {
  const server = createServer((request, response) => {
    const { status = 200, type = 'application/json', body } = answers[request.url ?? ''] ?? notFound;
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const notFound: Answers[string] = {
  status: 404,
  body: '{"status":404,"message":"No static resource.","retryable":false}',
};

/** The answers of a Conductor server that describes itself with the document. */
export function conductorAnswers(document: unknown, version = '1.2.3'): Answers {
  return {
    '/api-docs': { body: JSON.stringify(document) },
    '/api/version': { type: 'text/plain', body: version },
  };
}
