import { expect } from 'chai';

import { e2eEnvironment } from '../../../scripts/test-e2e/environment.js';

describe('the environment of the end-to-end tests', () => {
  it('has nothing of the server, the credentials and the worker settings of the caller', () => {
    const env = {
      CONDUCTOR_SERVER_URL: 'https://production.example/api',
      CONDUCTOR_AUTH_KEY: 'key',
      CONDUCTOR_AUTH_SECRET: 'secret',
      CONDUCTOR_WORKER_ALL_DOMAIN: 'theirs',
      CONDUCTOR_WORKER_CHARGE_CARD_CONCURRENCY: '1',
    };
    expect(e2eEnvironment(env, 'http://127.0.0.1:1')).to.deep.equal({
      CONDUCTOR_TEST_SERVER_URL: 'http://127.0.0.1:1',
    });
  });

  it('has everything else', () => {
    const env = { PATH: '/bin', CONDUCTOR_TEST_SERVER_VERSION: '3.21.14', CONDUCTOR_TEST_SERVER_URL: 'replaced' };
    expect(e2eEnvironment(env, 'http://127.0.0.1:1')).to.deep.equal({
      PATH: '/bin',
      CONDUCTOR_TEST_SERVER_VERSION: '3.21.14',
      CONDUCTOR_TEST_SERVER_URL: 'http://127.0.0.1:1',
    });
  });
});
