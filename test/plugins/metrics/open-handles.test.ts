import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { HttpFront } from '../../runner/support/http-front.js';

const RUN_AND_STOP = fileURLToPath(new URL('support/run-and-stop.ts', import.meta.url));

describe('metrics() with a listener', () => {
  it('leaves nothing open: the process ends by itself when its runners and clients have ended', async () => {
    const front = new HttpFront();
    const serverUrl = await front.listen();
    front.server.queue('charge');
    front.server.queue('refund');
    // The time limit kills it, which makes this reject.
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--import', 'tsx', RUN_AND_STOP], {
      ...{ timeout: 15_000, env: { ...process.env, CONDUCTOR_SERVER_URL: serverUrl } },
    });
    expect(stderr.replace(/^.*npm warn.*$/gm, '').trim()).to.equal('');
    expect(JSON.parse(stdout)).to.deep.equal({
      started: ['charge', 'refund'].map((name) => `task_execution_started_total{taskType="${name}"} 1`),
      url: null,
    });
    await front.close();
  });
});
