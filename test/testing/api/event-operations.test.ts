import { ApiScene } from '../support/api-scene.js';
import { play, recordedCases } from '../support/recorded.js';

describe('the operations of event handlers answer as the server was recorded to', () => {
  for (const recorded of recordedCases(new URL('recorded-events.json', import.meta.url))) {
    it(recorded.name, () => play(recorded, new ApiScene()));
  }
});
