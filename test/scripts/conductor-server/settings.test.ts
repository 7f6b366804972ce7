import { expect } from 'chai';
import { serverArguments } from '../../../scripts/conductor-server/settings.js';

describe('the command line of a server', () => {
  for (const [version, takesLockFirst] of [
    ['3.21.14', true],
    ['3.22.0', false],
    ['3.32.3', false],
    ['4.0.0', false],
  ] as const) {
    it(`${takesLockFirst ? 'has transactions of' : 'leaves the database to'} ${version}${takesLockFirst ? ' begin with the write lock' : ''}`, () => {
      const args = serverArguments('server.jar', '/folder', 4711, version);
      const url = args.find((argument) => argument.startsWith('--spring.datasource.url='));
      expect(url?.includes('transaction_mode=IMMEDIATE')).to.equal(takesLockFirst);
    });
  }

  it('names each setting once: a second value would be joined to the first', () => {
    const names = serverArguments('server.jar', '/folder', 4711, '3.32.3').map((argument) => argument.split('=')[0]);
    expect(new Set(names).size).to.equal(names.length);
  });
});
