// error: Argument of type 'number[]' is not assignable
import { completed } from '../../../src/worker/results.js';

export const result = completed([1, 2]);
