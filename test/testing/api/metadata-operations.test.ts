import { ApiScene } from '../support/api-scene.js';
import { play, recordedCases } from '../support/recorded.js';

describe('the operations of definitions answer as the server was recorded to', () => {
  for (const recorded of recordedCases(new URL('recorded-metadata.json', import.meta.url))) {
    it(recorded.name, () => play(recorded, new ApiScene()));
  }
});
