import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { HttpFront } from '../../runner/support/http-front.js';

const RUN = fileURLToPath(new URL('support/run-with-open-page.ts', import.meta.url));

describe('a process with a dashboard', () => {
  it('ends when its runners have stopped: no socket, timer or measurement is left', async () => {
    const front = new HttpFront();
    const serverUrl = await front.listen();
    const child = spawn(process.execPath, ['--import', 'tsx', RUN], {
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
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    const lingeredMs = performance.now() - lastWordAt;
    clearTimeout(kill);
    await front.close();
    expect(errors).to.equal('');
    expect(code).to.equal(0);
    expect(JSON.parse(output)).to.deep.equal({ events: ['snapshot', 'update', 'bye'], url: null });
    expect(lingeredMs).to.be.below(1_000);
  });
});
