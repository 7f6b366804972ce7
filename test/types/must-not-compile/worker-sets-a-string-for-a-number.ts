// error: Type 'string' is not assignable to type 'number'
import type { Worker } from '../../../src/worker/worker.js';

export const worker: Worker = { name: 'w', concurrency: '5', execute: () => ({}) };
