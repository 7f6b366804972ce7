// error: 'callbackAfterSecond' does not exist
import { inProgress } from '../../../src/worker/results.js';

export const result = inProgress({ callbackAfterSecond: 5 });
