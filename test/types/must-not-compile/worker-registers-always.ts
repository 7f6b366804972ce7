// error: Type 'true' is not assignable
import type { Worker } from '../../../src/worker/worker.js';

export const worker: Worker = { name: 'w', registerTaskDef: true, execute: () => ({}) };
