// error: Type '"old"' is not assignable to type '"new" | "known"'
import { z } from 'zod';
import { defineWorker } from '../../../src/worker/define-worker.js';

export const worker = defineWorker({
  name: 'w',
  output: z.object({ kind: z.enum(['new', 'known']) }),
  execute: () => ({ kind: 'old' }),
});
