// error: 'concurency' does not exist
import type { Worker } from '../../../src/worker/worker.js';

export const worker: Worker = { name: 'w', concurency: 5, execute: () => ({}) };
