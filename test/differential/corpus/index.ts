import type { DifferentialCase } from '../case.js';
import { branches } from './branches.js';
import { children } from './children.js';
import { expressions } from './expressions.js';
import { forks } from './forks.js';
import { loops } from './loops.js';
import { operations } from './operations.js';
import { retries } from './retries.js';
import { sequences } from './sequences.js';
import { timeouts } from './timeouts.js';
import { waits } from './waits.js';

/** Every case. */
export const corpus: readonly DifferentialCase[] = [
  ...[...sequences, ...retries, ...branches, ...forks, ...loops],
  ...[...children, ...waits, ...expressions, ...operations, ...timeouts],
];
