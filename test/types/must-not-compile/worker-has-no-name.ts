// error: Property 'name' is missing
import type { Worker } from '../../../src/worker/worker.js';

export const worker: Worker = { execute: () => ({}) };
