// error: Type 'number' is not assignable to type 'string'
import { z } from 'zod';
import { defineWorker } from '../../../src/worker/define-worker.js';

export const worker = defineWorker({
  name: 'w',
  output: z.object({ id: z.string() }),
  execute: () => ({ id: 5 }),
});
