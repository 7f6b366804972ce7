import { setTimeout as sleep } from 'node:timers/promises';

import type { ConductorClient } from '../../src/index.js';
import type { Target } from './target.js';

const LOOK_EVERY_MS = 100;
/** A new event handler is heard within a minute. */
const MOST_ROUNDS = 900;

/** A real server: time passes by itself. */
export function serverTarget(client: ConductorClient, prefix: string, calledUrl: string): Target {
  return {
    client,
    prefix,
    calledUrl,
    async idle(rounds) {
      if (rounds > MOST_ROUNDS) return false;
      await sleep(LOOK_EVERY_MS);
      return true;
    },
    pass: (seconds) => sleep(seconds * 1_000),
  };
}
