// error: Type '{ chargeId: string; }' is not assignable to type 'DefinedReturn<
import { z } from 'zod';
import { defineWorker } from '../../../src/worker/define-worker.js';

export const worker = defineWorker({
  name: 'w',
  output: z.object({ chargeId: z.string(), total: z.number() }),
  execute: ({ taskId }) => ({ chargeId: taskId }),
});
