import { expect } from 'chai';
import { json, text } from './support/answers.js';
import { Bench } from './support/bench.js';

describe('an answer to a poll that no Conductor server gives', () => {
  const html = '<html><body>Welcome to nginx!</body></html>';
  for (const [name, answer] of [
    ['an object', () => json(200, { status: 'UP' })],
    ['a text', () => json(200, 'hello')],
    ['a list with null in it', () => json(200, [null])],
    ['a list of numbers', () => json(200, [1, 2])],
    ['a list of objects that are no tasks', () => json(200, [{ id: 1 }])],
    ['a page', () => text(200, html, 'text/html')],
    ['JSON that is cut off', () => text(200, '[{"taskId":"ta', 'application/json')],
  ] as const) {
    it(`is a failed poll: ${name}`, async () => {
      const bench = new Bench();
      bench.server.script('poll', answer);
      await bench.start();
      expect(bench.events.of('pollFailed')).to.have.length(1);
      expect(bench.events.of('pollFailed')[0]?.error).to.be.an('error').with.property('message').that.matches(/\w{4}/);
      expect(bench.status.slots.used).to.equal(1);
      bench.server.queue('charge');
      await bench.pass(2_000);
      expect(bench.events.outcomes).to.deep.equal(['completed task-1']);
    });
  }

  it('has more tasks than were asked for: those without a slot are handed back', async () => {
    const bench = new Bench({ worker: { concurrency: 2 } });
    for (let count = 0; count < 3; count += 1) bench.server.queue('charge');
    bench.server.script('poll', () => json(200, bench.server.handOut('charge', 3)));
    await bench.start();
    expect(bench.events.outcomes).to.have.members(['completed task-1', 'handedBack task-2', 'handedBack task-3']);
    await bench.pass(500);
    expect(bench.status.slots).to.deep.equal({ total: 2, free: 1, used: 1 });
    expect(bench.status.inFlight).to.deep.equal([]);
  });

  for (const [name, answer] of [
    ['nothing', () => text(200, '')],
    ['null', () => json(200, null)],
    ['no content', () => text(204, '')],
  ] as const) {
    it(`means that there is no task: ${name}`, async () => {
      const bench = new Bench();
      bench.server.script('poll', answer);
      await bench.start();
      expect(bench.events.of('pollCompleted').map(({ received }) => received)).to.deep.equal([0]);
    });
  }
});
