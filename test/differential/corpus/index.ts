import type { DifferentialCase } from '../case.js';
import { answers } from './answers.js';
import { branches } from './branches.js';
import { calls } from './calls.js';
import { children } from './children.js';
import { expressions } from './expressions.js';
import { forks } from './forks.js';
import { loops } from './loops.js';
import { operations } from './operations.js';
import { retries } from './retries.js';
import { sequences } from './sequences.js';
import { timeouts } from './timeouts.js';
import { triggers } from './triggers.js';
import { waits } from './waits.js';

/** Every case, those first that take long on a server. */
export const corpus: readonly DifferentialCase[] = [
  ...triggers,
  ...[...sequences, ...retries, ...branches, ...forks, ...loops],
  ...[...children, ...waits, ...expressions, ...operations, ...timeouts, ...answers, ...calls],
];
