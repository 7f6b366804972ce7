/**
 * `npm run test:differential [-- --seed N --count N --only TEXT]`: plays the corpus and random workflows on the engine and on a real server
 * and compares the records: on the server that CONDUCTOR_TEST_SERVER_URL names, else on one of its own. Ends with 1 when a difference has
 * no reason.
 *
 *   --seed N     of the first random workflow; the next ones have N+1, N+2 …. Default 1: the same ones each time
 *   --count N    how many random workflows. Default 300
 *   --only TEXT  cases with this text in their name, random ones (`random 17`) too
 *   --lanes N    how many are played at the same time. Default 8
 */
import { parseArgs } from 'node:util';

import { ConductorServerError } from '../../scripts/conductor-server/error.js';
import { onTestServer } from '../../scripts/test-e2e/on-test-server.js';
import { createConductorClient } from '../../src/index.js';
import { answeringServer } from './answering-server.js';
import type { DifferentialCase } from './case.js';
import { compare, type Comparison } from './compare.js';
import { corpus } from './corpus/index.js';
import { randomCase } from './random-case.js';
import { Summary } from './summary.js';

interface Settings {
  readonly seed: number;
  readonly count: number;
  readonly only: string | undefined;
  readonly lanes: number;
}

function settings(): Settings {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '300' },
      only: { type: 'string' },
      lanes: { type: 'string', default: '8' },
    },
  });
  const [seed, count, lanes] = [wholeNumber('seed', values.seed), wholeNumber('count', values.count), values.lanes];
  return { seed, count, only: values.only, lanes: Math.max(1, wholeNumber('lanes', lanes)) };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new ConductorServerError(`--${name} must be a whole number, got ${text}`);
  return Number(text);
}

function chosenCases({ seed, count, only }: Settings): readonly DifferentialCase[] {
  const random = Array.from({ length: count }, (_, nth) => randomCase(seed + nth));
  return [...corpus, ...random].filter(({ name }) => only === undefined || name.includes(only));
}

/** @returns the exit code */
async function playAll(serverUrl: string, given: Settings, signal: AbortSignal): Promise<number> {
  const client = createConductorClient({ serverUrl, auth: false });
  const called = await answeringServer();
  const servers = { client, calledUrl: called.url };
  const cases = chosenCases(given);
  const summary = new Summary();
  const run = `d${Date.now().toString(36)}`;
  const tell = (one: DifferentialCase, comparison: Comparison): void => {
    const line = summary.add(one.name, comparison);
    if (line !== undefined) console.log(line);
  };
  const unequal: DifferentialCase[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (;;) {
      const index = next++;
      const one = cases[index];
      if (one === undefined || signal.aborted) return;
      const comparison = await compare(one, servers, `${run}x${index}`);
      if (comparison.is === 'unexplained') unequal.push(one);
      else tell(one, comparison);
    }
  };
  try {
    await Promise.all(Array.from({ length: given.lanes }, lane));
    // Once more, now that the server has nothing else to do: under load it does more things one way or the other.
    for (const [index, one] of unequal.entries()) {
      if (signal.aborted) break;
      const again = await compare(one, servers, `${run}y${index}`);
      tell(one, again.is === 'equal' ? { ...again, plays: again.plays + 1 } : again);
    }
  } finally {
    await client.close();
    await called.close();
  }
  signal.throwIfAborted();
  console.log(summary.text());
  return summary.unexplained > 0 || cases.length === 0 ? 1 : 0;
}

await onTestServer(() => {
  const given = settings();
  return (serverUrl, signal) => playAll(serverUrl, given, signal);
});
