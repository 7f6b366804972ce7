// error: Property 'amout' does not exist
import { z } from 'zod';
import { defineWorker } from '../../../src/worker/define-worker.js';

export const worker = defineWorker({
  name: 'w',
  input: z.object({ amount: z.number() }),
  execute: ({ inputData }) => ({ x: inputData.amout }),
});
