// error: Type 'number' is not assignable
import type { AnyWorker } from '../../../src/worker/worker.js';

export const workers: AnyWorker[] = [{ name: 'w', execute: () => 5 }];
