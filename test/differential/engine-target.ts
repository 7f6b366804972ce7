import { createTestConductor, type TestConductor } from '../../src/testing/index.js';
import type { Target } from './target.js';

/** As often as the player looks at the real server, by the clock of the engine. */
const LOOK_EVERY_MS = 100;
const MOST_ROUNDS = 900;

export interface EngineTarget extends Target {
  readonly conductor: TestConductor;
}

/** The Conductor of this process on a clock that only the player moves: what takes seconds on a server takes none here. */
export async function engineTarget(prefix: string, calledUrl: string): Promise<EngineTarget> {
  const conductor = await createTestConductor({ autoAdvance: false });
  return {
    conductor,
    client: conductor.client,
    prefix,
    calledUrl,
    async idle(rounds) {
      if (rounds > MOST_ROUNDS) return false;
      await conductor.advance(LOOK_EVERY_MS);
      return true;
    },
    pass: (seconds) => conductor.advance(seconds * 1_000),
  };
}
