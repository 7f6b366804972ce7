import { expect } from 'chai';

import { namedServer } from '../../../scripts/test-e2e/named-server.js';

describe('the server that CONDUCTOR_TEST_SERVER_URL names', () => {
  for (const [text, url] of [
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['http://127.0.0.1:8080/api', 'http://127.0.0.1:8080'],
    ['http://127.0.0.1:8080/api/', 'http://127.0.0.1:8080'],
    ['https://host/conductor/api//', 'https://host/conductor'],
  ] as const) {
    it(`is ${url} for ${text}`, () => {
      expect(namedServer({ CONDUCTOR_TEST_SERVER_URL: text })).to.equal(url);
    });
  }

  it('is none when the variable is absent or empty', () => {
    expect(namedServer({})).to.equal(undefined);
    expect(namedServer({ CONDUCTOR_TEST_SERVER_URL: '' })).to.equal(undefined);
  });

  it('is never the one of CONDUCTOR_SERVER_URL', () => {
    expect(namedServer({ CONDUCTOR_SERVER_URL: 'https://production.example/api' })).to.equal(undefined);
  });

  for (const text of ['10.1.2.3:8080', 'localhost', 'ftp://host', 'http://user:hunter2@host', 'http://host/?a=b']) {
    it(`is refused without being repeated: ${text}`, () => {
      expect(() => namedServer({ CONDUCTOR_TEST_SERVER_URL: text }))
        .to.throw('CONDUCTOR_TEST_SERVER_URL is not the URL of a server')
        .with.property('message')
        .that.does.not.include(text);
    });
  }
});
