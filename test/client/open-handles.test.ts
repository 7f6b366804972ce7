import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { fail, json, TestServer } from './support/test-server.js';
import { transports } from './support/transports.js';

const child = fileURLToPath(new URL('support/open-handles-child.ts', import.meta.url));

for (const { name } of transports) {
  it(`a process that has closed its client over ${name} ends by itself`, async () => {
    const server = await TestServer.start();
    server.handler = ({ url }, response) => {
      if (url === '/api/token') json(response, 200, { token: 'token' });
      else if (url.endsWith('/later')) fail(response.setHeader('retry-after', '50'), 503, 'later');
      else if (url.includes('/stream/'))
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
      else if (!url.endsWith('/hangs')) json(response, 200, {});
    };
    // The time limit kills it, which makes this reject.
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', child, server.origin, name], {
      timeout: 15_000,
    });
    const { stdout, stderr } = await run;
    expect(stdout).to.equal('rejected rejected rejected rejected');
    expect(stderr.replace(/^.*npm warn.*$/gm, '').trim()).to.equal('');
    await server.close();
  });
}
