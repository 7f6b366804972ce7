import type { Writable } from '../writable.js';
import type { WorkerIdentity } from './events.js';

/**
 * Adds the worker's domain, if it has one, to what is told of it.
 *
 * What is told for each task and each poll is one literal, completed here, in place of an identity that is spread: V8 (Node 20) copies a
 * frozen object property by property, and makes a new shape for each copy of one that is not (docs/performance.md).
 */
export function inDomain<Told extends WorkerIdentity>(told: Writable<Told>, { domain }: WorkerIdentity): Told {
  if (domain !== undefined) told.domain = domain;
  return told;
}
