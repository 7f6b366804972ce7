// error: [explicitResult]' is missing
import { z } from 'zod';
import { defineWorker } from '../../../src/worker/define-worker.js';

export const worker = defineWorker({
  name: 'w',
  output: z.object({ id: z.string() }),
  execute: () => ({ status: 'COMPLETED', outputData: { id: 'a' } }),
});
