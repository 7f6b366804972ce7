import { expect } from 'chai';

import { mentioned } from '../../../../src/testing/engine/scripts/mentioned.js';

const INPUT = { loop: { iteration: 2, 1: { charge: {} }, 2: { charge: {} } }, charge: { done: true }, limit: 5 };

describe('what a script may look at', () => {
  for (const [script, part] of [
    ['true', {}],
    ['$.limit > 3', { limit: 5 }],
    ['$.loop.iteration < $.limit', { loop: { iteration: 2 }, limit: 5 }],
    [`$['loop']["iteration"] < $ . limit`, { loop: { iteration: 2 }, limit: 5 }],
    ['$.loop.iteration < 3 && !$.charge.done', { loop: { iteration: 2 }, charge: { done: true } }],
    ['$.loop.iteration < 3 && $.loop', { loop: INPUT.loop }],
    ['$.loop && $.loop.iteration < 3', { loop: INPUT.loop }],
    ['$.nothing', {}],
    // A method, or a name that may be one.
    ['$.loop.size() < 3', { loop: INPUT.loop }],
    ['$.loop.missing', { loop: INPUT.loop }],
    // Not by a name.
    ['$.loop[$.limit]', { loop: INPUT.loop, limit: 5 }],
    ['Object.keys($).length', INPUT],
    ['$[name]', INPUT],
    ['$.limit > 3 && JSON.stringify($)', INPUT],
    ["'$' + $.limit", INPUT],
    ["$['lo\\x6fp'].iteration", INPUT],
  ] as const) {
    it(`of ${script}`, () => {
      expect(mentioned(script, INPUT)).to.deep.equal(part);
    });
  }
});
