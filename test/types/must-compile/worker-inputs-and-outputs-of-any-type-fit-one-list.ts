import { z } from 'zod';
import { defineWorker, type DefinedWorker } from '../../../src/worker/define-worker.js';
import type { AnyWorker, Worker } from '../../../src/worker/worker.js';

interface Charge {
  readonly card: string;
  readonly amount: number;
  readonly address?: { readonly street: string };
}
interface Receipt {
  readonly chargeId: string;
}
interface Refund {
  readonly chargeId: string;
}

const charge: Worker<Charge, Receipt> = {
  name: 'charge',
  concurrency: 3,
  execute: ({ inputData }) => {
    const whole: Charge = inputData;
    return { chargeId: whole.card };
  },
};
const refund: Worker<Refund> = { name: 'refund', execute: async ({ inputData }) => Promise.resolve({ ...inputData }) };
const literal: Worker<{ a: string }, { b: string }> = { name: 'l', execute: (task) => ({ b: task.inputData.a }) };

class Ship implements Worker {
  readonly name = 'ship';
  readonly #depot = 'north';
  execute() {
    return { from: this.#depot };
  }
}

const withText = defineWorker({
  name: 'text',
  input: z.object({ a: z.string() }).transform(({ a }) => a),
  execute: ({ inputData }) => ({ length: inputData.length }),
});
const withClass = defineWorker({
  name: 'dates',
  input: z.object({ at: z.coerce.date() }),
  output: z.object({ year: z.number() }),
  execute: ({ inputData }) => ({ year: inputData.at.getFullYear() }),
});

export const workers: AnyWorker[] = [charge, refund, literal, new Ship(), withText, withClass];
export const defined: DefinedWorker[] = [withText, withClass];
export const schema: z.ZodType<{ year: number }> = withClass.output;
