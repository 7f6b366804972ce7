// error: Type 'number' is not assignable to type 'string'
import type { Worker } from '../../../src/worker/worker.js';

interface Receipt {
  readonly chargeId: string;
}

export const worker: Worker<Record<string, unknown>, Receipt> = { name: 'w', execute: () => ({ chargeId: 5 }) };
