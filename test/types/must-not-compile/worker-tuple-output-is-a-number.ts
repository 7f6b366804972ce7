// error: is not assignable to type 'HandlerReturn
import type { Worker } from '../../../src/worker/worker.js';

export const worker: Worker = { name: 'w', execute: () => ['COMPLETED', 5] };
