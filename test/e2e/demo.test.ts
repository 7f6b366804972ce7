import { expect } from 'chai';

import { RunningExample } from '../examples/support/running-example.js';
import { serverUrl } from './support/server-url.js';

describe('npm run demo, on a real server', () => {
  it('runs its workflows on the server that CONDUCTOR_SERVER_URL names', async () => {
    const demo = new RunningExample('scripts/demo.ts', serverUrl(), {}, ['--workflows', '3']);
    try {
      expect(await demo.exitCode(), demo.output).to.equal(0);
      expect(demo.output).to.include(`CONDUCTOR_SERVER_URL names: ${serverUrl()}/api`);
      expect(demo.output).to.match(/^3 of 3 workflows completed in /m);
      expect(demo.output).to.match(/charge_card +order-3 +failed +attempt 1, .*the bank did not answer/);
    } finally {
      demo.kill();
    }
  });
});
