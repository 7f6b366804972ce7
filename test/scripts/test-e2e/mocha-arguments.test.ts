import { expect } from 'chai';

import { mochaArguments } from '../../../scripts/test-e2e/mocha-arguments.js';

const ALL = 'test/e2e/**/*.test.ts';

describe('the arguments of mocha for the end-to-end tests', () => {
  it('name all tests by default, past the settings that leave them out', () => {
    expect(mochaArguments([])).to.include.members([ALL, '--no-package']);
  });

  it('name all tests beside options', () => {
    expect(mochaArguments(['-g', 'some text'])).to.include.members(['-g', 'some text', ALL]);
  });

  it('name only the test files that are given', () => {
    const args = mochaArguments(['--bail', 'test/e2e/server.test.ts']);
    expect(args).to.include.members(['--bail', 'test/e2e/server.test.ts']).and.not.to.include(ALL);
  });
});
