import * as v from 'valibot';
import { z } from 'zod';
import { defineWorker } from '../../../src/worker/define-worker.js';
import { completed, failed } from '../../../src/worker/results.js';
import type { StandardSchemaV1 } from '../../../src/worker/standard-schema.js';

const Input = z.object({ amount: z.coerce.number(), tries: z.number().default(1) });
const Output = z.object({ chargeId: z.string(), kind: z.enum(['new', 'known']), note: z.string().default('') });

// The handler gets what comes out of the input schema, and returns what goes into the output schema.
export const charge = defineWorker({
  name: 'charge',
  input: Input,
  output: Output,
  concurrency: 20,
  execute: async ({ inputData, taskId }, { signal }) => {
    const amount: number = inputData.amount + inputData.tries;
    signal.throwIfAborted();
    return Promise.resolve({ chargeId: `${taskId}-${amount}`, kind: 'new' as const });
  },
});

export const forms = [
  defineWorker({ name: 'w', output: Output, execute: () => ({ chargeId: 'c', kind: 'known' }) }),
  defineWorker({ name: 'w', output: Output, execute: () => ['COMPLETED', { chargeId: 'c', kind: 'new' }] }),
  defineWorker({ name: 'w', output: Output, execute: () => completed({ chargeId: 'c', kind: 'new' }) }),
  defineWorker({
    name: 'w',
    output: Output,
    execute: async () => {
      await Promise.resolve();
      return { chargeId: 'c', kind: 'new' };
    },
  }),
  defineWorker({
    name: 'w',
    output: z.object({ lines: z.array(z.object({ kind: z.literal('a'), tags: z.array(z.enum(['x', 'y'])) })) }),
    execute: () => ({ lines: [{ kind: 'a', tags: ['x'] }] }),
  }),
  defineWorker({ name: 'w', output: Output, execute: async () => Promise.resolve(failed('x')) }),
  defineWorker({ name: 'w', output: Output, execute: () => ['IN_PROGRESS', { progress: 0.5 }] }),
  defineWorker({ name: 'w', output: Output, execute: () => ['FAILED'] }),
  defineWorker({ name: 'w', output: Output, execute: () => new Error('x') }),
  defineWorker({
    name: 'w',
    input: Input,
    output: Output,
    execute: ({ inputData }) => (inputData.amount > 3 ? failed('too much') : { chargeId: 'c', kind: 'new' }),
  }),
  defineWorker({ name: 'w', output: z.object({ a: z.number().optional() }), execute: () => undefined }),
  defineWorker({ name: 'w', input: Input, execute: ({ inputData }) => ({ amount: inputData.amount }) }),
];

export const withoutSchemas = [
  defineWorker({ name: 'w', execute: () => ['COMPLETED', { a: 1 }] }),
  defineWorker({ name: 'w', execute: async () => Promise.resolve(['COMPLETED', { a: 1 }] as const) }),
  defineWorker({
    name: 'w',
    execute: async ({ inputData }) => {
      await Promise.resolve();
      return ['completed', { a: inputData.a }];
    },
  }),
  defineWorker({ name: 'w', execute: () => ({ a: 1 }) }),
  defineWorker({ name: 'w', execute: () => ({ status: 'FAILED', reasonForIncompletion: 'x' }) }),
  defineWorker({ name: 'w', execute: () => ['COMPLETED'] }),
  defineWorker({ name: 'w', execute: () => undefined }),
  defineWorker({
    name: 'w',
    execute: (_, context) => {
      context.log('only that');
    },
  }),
];

export const withValibot = defineWorker({
  name: 'w',
  input: v.object({ count: v.pipe(v.string(), v.transform(Number)) }),
  execute: ({ inputData }) => ({ twice: inputData.count * 2 }),
});

declare const handmade: StandardSchemaV1<{ in: string }, { out: number }>;
export const withHandmade = defineWorker({
  name: 'w',
  input: handmade,
  output: handmade,
  execute: ({ inputData }) => ({ in: String(inputData.out) }),
});
