// error: Type 'number' is not assignable
import type { Worker } from '../../../src/worker/worker.js';

export const worker: Worker = { name: 'w', execute: () => 5 };
