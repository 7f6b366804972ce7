import type { WorkerNow } from './snapshot.js';

/** What the glances are made from: what the page is told of a worker, and what it would have to remember to know. */
export interface WorkerFacts {
  /** `charge_card`, or `charge_card in eu`. */
  readonly name: string;
  readonly now: WorkerNow;
  /** When the polls began to fail that have failed ever since. */
  readonly failingSince: number | null;
  /** The server refuses its polls, and will until somebody changes something. */
  readonly isRefused: boolean;
  /** Since when a poll has been out that is past its own deadline. */
  readonly stalledSince: number | null;
  readonly startedAt: number;
  /** When it was last given a task by a poll. */
  readonly lastTaskAt: number | null;
  /** Tasks in hand. The other used slots are held by polls. */
  readonly inHand: number;
  /** Tasks that have run out of time, but whose handlers still run. */
  readonly overdue: number;
  readonly oldestOverdueMs: number;
  readonly oldestTaskMs: number;
  /** Tasks in hand whose lease is over. */
  readonly leasesOver: number;
  /** A lease was lost within the last minute. */
  readonly lostLeaseLately: boolean;
  /** Tasks whose results have had no answer for some seconds, whether repeated or on their first attempt. */
  readonly unanswered: number;
  /** For how long the one that has waited longest for its answer. */
  readonly longestUnansweredMs: number;
  /** Results that the server has not taken at the first attempt, and that are repeated. */
  readonly repeatedResults: number;
  /** Since when the one that waits longest is repeated. */
  readonly repeatedSince: number | null;
}
