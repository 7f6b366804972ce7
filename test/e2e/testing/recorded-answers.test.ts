import { play, recordedCases } from '../../testing/support/recorded.js';
import { serverAnswering } from '../support/server-answering.js';
import { uniqueName } from '../support/unique-name.js';

/** So that what the in-process Conductor is held to is what the server does, and not what one once did. */
describe('the server answers the operations of tasks as it was recorded to', function () {
  this.timeout(30_000);

  for (const recorded of recordedCases(new URL('../../testing/api/recorded-tasks.json', import.meta.url))) {
    it(recorded.name, () => play(recorded, serverAnswering, { name: uniqueName('recorded') }));
  }
});
