import type { ConductorClient } from '../../src/index.js';
import type { DifferentialCase } from './case.js';
import { differences, differenceText, type Difference } from './differences.js';
import { engineTarget } from './engine-target.js';
import { normalised, type NormalisedRecord } from './normalise.js';
import { play } from './play.js';
import { serverTarget } from './server-target.js';
import type { Target } from './target.js';

/** What came of playing a case on both sides. */
export type Comparison =
  /** `plays`: how often it was played on the server until it did the same. */
  | { readonly is: 'equal'; readonly plays: number }
  | { readonly is: 'explained'; readonly reasons: readonly string[] }
  | { readonly is: 'unexplained'; readonly texts: readonly string[] };

/**
 * The server is not one machine but a few threads beside each other: who is first now and then changes what comes of a case. What it does in
 * one of so many plays, it does.
 */
const MOST_PLAYS = 3;

/** The real server, and the one that HTTP tasks call. */
export interface Servers {
  readonly client: ConductorClient;
  readonly calledUrl: string;
}

/** Plays a case on the engine and on the server. @param run makes names unique on the server */
export async function compare(given: DifferentialCase, servers: Servers, run: string): Promise<Comparison> {
  let texts: readonly string[] = [];
  for (let plays = 1; plays <= MOST_PLAYS; plays++) {
    // The same on both sides: it takes part in the order of keys where a map is made text.
    const prefix = `${run}p${plays}_`;
    const [engine, server] = await Promise.all([onEngine(given, servers, prefix), onServer(given, servers, prefix)]);
    if (typeof engine === 'string' || typeof server === 'string') {
      texts = [engine, server].filter((outcome) => typeof outcome === 'string');
      continue;
    }
    const all = differences(engine, server);
    const left = all.filter((difference) => reasonFor(difference, given) === undefined);
    if (all.length === 0) return { is: 'equal', plays };
    if (left.length === 0) {
      return { is: 'explained', reasons: [...new Set(all.map((one) => reasonFor(one, given) ?? ''))] };
    }
    texts = left.map(differenceText);
  }
  return { is: 'unexplained', texts };
}

function reasonFor({ path }: Difference, { allow = [] }: DifferentialCase): string | undefined {
  return allow.find((known) => known.path.test(path))?.reason;
}

/** The record, or why there is none. */
async function onEngine(
  given: DifferentialCase,
  { calledUrl }: Servers,
  prefix: string,
): Promise<NormalisedRecord | string> {
  const target = await engineTarget(prefix, calledUrl);
  try {
    return await recordOf(given, target, 'the engine');
  } finally {
    await target.conductor.close();
  }
}

function onServer(
  given: DifferentialCase,
  { client, calledUrl }: Servers,
  prefix: string,
): Promise<NormalisedRecord | string> {
  return recordOf(given, serverTarget(client, prefix, calledUrl), 'the server');
}

async function recordOf(given: DifferentialCase, target: Target, where: string): Promise<NormalisedRecord | string> {
  try {
    return normalised(await play(given, target), target.prefix, given.order);
  } catch (error) {
    return `on ${where}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
