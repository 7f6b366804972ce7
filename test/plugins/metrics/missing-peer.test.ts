import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const WITHOUT_PROM_CLIENT = fileURLToPath(new URL('support/without-prom-client.ts', import.meta.url));

describe('metrics() without prom-client', () => {
  it('says what to install, unless it was given all that it needs', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', WITHOUT_PROM_CLIENT], {
      timeout: 15_000,
    });
    const [bare, ...given] = JSON.parse(stdout) as string[];
    expect(bare).to.equal(
      'Error: the metrics plugin needs the package prom-client, which is not installed: npm install prom-client',
    );
    expect(given).to.have.length(2);
    for (const outcome of given) expect(outcome).to.match(/^made, with \d\d metrics$/);
  });
});
