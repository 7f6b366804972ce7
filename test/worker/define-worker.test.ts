import { expect } from 'chai';
import * as v from 'valibot';
import { z } from 'zod';
import { ConductorConfigError } from '../../src/client/errors/conductor-config-error.js';
import { defineWorker } from '../../src/worker/define-worker.js';
import { failureOf } from '../../src/worker/failure.js';
import { resolveWorkers } from '../../src/worker/resolve-workers.js';
import { completed, failed } from '../../src/worker/results.js';
import type { SchemaResult, StandardSchemaV1 } from '../../src/worker/standard-schema.js';
import { TerminalError } from '../../src/worker/terminal-error.js';
import type { AnyWorker } from '../../src/worker/worker.js';
import { aContext, aTask } from './a-task.js';
import { rejectionOf, thrownBy } from './thrown-by.js';

const Charge = z.object({ amount: z.coerce.number().positive(), card: z.string(), tries: z.number().default(1) });
const Receipt = z.object({ chargeId: z.string().transform((id) => id.toUpperCase()) });

/** What the runner gets: the worker's result for an input. */
function run(worker: AnyWorker, inputData: Record<string, unknown> = {}) {
  return resolveWorkers([worker], {})[0]!.run(aTask({ inputData }), aContext());
}

function terminal(error: unknown): string {
  expect(error).to.be.instanceOf(TerminalError);
  return (error as TerminalError).message;
}

/** A schema written by hand, to be asynchronous or odd. */
function schemaOf<Value>(
  validate: (value: unknown) => SchemaResult<Value> | Promise<SchemaResult<Value>>,
): StandardSchemaV1<Value> {
  return { '~standard': { version: 1, vendor: 'handmade', validate } };
}

describe('defineWorker', () => {
  describe('with an input schema', () => {
    it('gives the handler the value that the schema made, and the rest of the task as it is', () => {
      const seen: unknown[] = [];
      const worker = defineWorker({
        name: 'charge',
        input: Charge,
        execute: (task) => {
          seen.push(task.inputData, task.taskId);
          return { ok: true };
        },
      });
      expect(run(worker, { amount: '12.5', card: 'c1', other: 1 })).to.deep.equal({
        status: 'COMPLETED',
        outputData: { ok: true },
      });
      expect(seen).to.deep.equal([{ amount: 12.5, card: 'c1', tries: 1 }, 'task-1']);
    });

    it('fails the task for good without calling the handler, naming worker and fields', () => {
      const seen: unknown[] = [];
      const worker = defineWorker({
        name: 'charge',
        input: Charge,
        execute: ({ inputData }) => ({ calls: seen.push(inputData) }),
      });
      const message = terminal(thrownBy(() => run(worker, { amount: -1 })));
      expect(message).to.match(/^the input of worker "charge" is invalid: amount: .*; card: /);
      expect(seen).to.deep.equal([]);
    });

    it('names nested fields, array elements and odd keys', () => {
      const input = z.object({
        items: z.array(z.object({ price: z.number() })),
        'odd key': z.object({ x: z.number() }),
      });
      const worker = defineWorker({ name: 'w', input, execute: () => ({}) });
      const message = terminal(
        thrownBy(() => run(worker, { items: [{ price: 1 }, { price: 'a' }], 'odd key': { x: 'b' } })),
      );
      expect(message).to.contain('items[1].price: ');
      expect(message).to.contain('["odd key"].x: ');
    });

    it('names five fields and counts the others', () => {
      const fields = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`f${index}`, z.string()]));
      const worker = defineWorker({ name: 'w', input: z.object(fields), execute: () => ({}) });
      expect(terminal(thrownBy(() => run(worker)))).to.match(/f4: [^;]*; and 3 more$/);
    });

    it('still lets the handler return results of every form', () => {
      for (const [returned, status] of [
        [['FAILED', { a: 1 }], 'FAILED'],
        [{ status: 'IN_PROGRESS' }, 'IN_PROGRESS'],
        [failed('x'), 'FAILED'],
        [undefined, 'COMPLETED'],
      ] as const) {
        const worker = defineWorker({ name: 'w', input: z.object({}), execute: () => returned });
        expect(run(worker)).to.have.property('status', status);
      }
    });

    it('works with valibot', () => {
      const input = v.object({ count: v.pipe(v.string(), v.transform(Number), v.minValue(1)) });
      const worker = defineWorker({ name: 'w', input, execute: ({ inputData }) => ({ twice: inputData.count * 2 }) });
      expect(run(worker, { count: '4' })).to.deep.include({ outputData: { twice: 8 } });
      expect(terminal(thrownBy(() => run(worker, { count: 4 })))).to.contain('count: ');
      expect(terminal(thrownBy(() => run(worker, { count: '0' })))).to.contain('count: ');
    });

    it('works with an asynchronous schema', async () => {
      const known = schemaOf<{ id: string }>(async (value) => {
        await Promise.resolve();
        const { id } = value as { id?: unknown };
        return id === 'known'
          ? { value: { id: 'found' } }
          : { issues: [{ message: 'no such customer', path: [{ key: 'id' }] }] };
      });
      const worker = defineWorker({ name: 'w', input: known, execute: ({ inputData }) => ({ got: inputData.id }) });
      expect(await run(worker, { id: 'known' })).to.deep.include({ outputData: { got: 'found' } });
      expect(terminal(await rejectionOf(run(worker, { id: 'x' })))).to.equal(
        'the input of worker "w" is invalid: id: no such customer',
      );
    });

    it('works with zod refinements that are asynchronous', async () => {
      const input = z.object({ id: z.string().refine((id) => Promise.resolve(id === 'a'), 'unknown id') });
      const worker = defineWorker({ name: 'w', input, execute: () => ({}) });
      expect(await run(worker, { id: 'a' })).to.deep.include({ status: 'COMPLETED' });
      expect(terminal(await rejectionOf(run(worker, { id: 'b' })))).to.contain('id: unknown id');
    });

    it('takes a schema that throws for a failure that may pass, not for an invalid input', async () => {
      const cause = new Error('database is down');
      const throwing = schemaOf<object>(() => {
        throw cause;
      });
      const rejecting = schemaOf<object>(() => Promise.reject(cause));
      for (const input of [throwing, rejecting]) {
        const worker = defineWorker({ name: 'w', input, execute: () => ({}) });
        const error = await rejectionOf(Promise.resolve().then(() => run(worker)));
        expect(error).to.have.property('cause', cause);
        const { result, stack } = failureOf(error);
        expect(result.status).to.equal('FAILED');
        expect(result.reasonForIncompletion).to.equal(
          'the input of worker "w" could not be validated: its handmade schema threw an error',
        );
        expect(stack).to.contain('database is down');
      }
    });

    it('does not take a schema without a result for a valid input', () => {
      const broken = schemaOf<object>(() => undefined as unknown as SchemaResult<object>);
      const worker = defineWorker({ name: 'w', input: broken, execute: () => ({}) });
      expect(thrownBy(() => run(worker)))
        .to.have.property('message')
        .that.contains('gave no result');
    });

    it('takes issues without a path or without any detail', () => {
      const refusing = (issues: readonly { message: string }[]) => schemaOf<object>(() => ({ issues }));
      const message = (issues: readonly { message: string }[]) =>
        terminal(thrownBy(() => run(defineWorker({ name: 'w', input: refusing(issues), execute: () => ({}) }))));
      expect(message([{ message: 'must not be empty' }])).to.match(/is invalid: must not be empty$/);
      expect(message([])).to.match(/is invalid: the schema refuses it without a reason$/);
    });
  });

  describe('with an output schema', () => {
    it('reports what the schema made of the output, in each form of a completed result', () => {
      for (const returned of [
        { chargeId: 'c1' },
        ['COMPLETED', { chargeId: 'c1' }],
        completed({ chargeId: 'c1' }),
      ] as const) {
        const worker = defineWorker({ name: 'w', output: Receipt, execute: () => returned });
        expect(run(worker)).to.deep.equal({ status: 'COMPLETED', outputData: { chargeId: 'C1' } });
      }
    });

    it('fails the task for good when the output is invalid, naming worker and field', () => {
      const worker: AnyWorker = defineWorker({
        name: 'charge',
        output: Receipt,
        execute: () => ({ chargeId: 5 as unknown as string }),
      });
      expect(terminal(thrownBy(() => run(worker)))).to.match(/^the output of worker "charge" is invalid: chargeId: /);
    });

    it('checks the empty output of a handler that returns nothing', () => {
      const optional = defineWorker({
        name: 'w',
        output: z.object({ a: z.number().default(7) }),
        execute: () => undefined,
      });
      expect(run(optional)).to.deep.equal({ status: 'COMPLETED', outputData: { a: 7 } });
      const untyped = { name: 'w', output: Receipt, execute: () => undefined as unknown as { chargeId: string } };
      expect(terminal(thrownBy(() => run(defineWorker(untyped))))).to.contain('the output of worker "w" is invalid');
    });

    it('takes a plain object for an output even if it looks like a result', () => {
      const output = z.object({ status: z.enum(['FAILED', 'COMPLETED']) });
      const worker = defineWorker({ name: 'w', output, execute: () => ({ status: 'FAILED' as const }) });
      expect(run(worker)).to.deep.equal({ status: 'COMPLETED', outputData: { status: 'FAILED' } });
    });

    it('does not check what comes with a task that is not completed', () => {
      const worker = defineWorker({ name: 'w', output: Receipt, execute: () => ['IN_PROGRESS', { progress: 0.5 }] });
      expect(run(worker)).to.deep.equal({
        status: 'IN_PROGRESS',
        outputData: { progress: 0.5 },
        callbackAfterSeconds: 60,
      });
    });

    it('refuses what comes out of the schema if JSON would make something else of it', () => {
      const output = z.object({}).transform(() => new Map([['a', 1]]));
      const worker = defineWorker({ name: 'w', output, execute: () => ({}) });
      expect(terminal(thrownBy(() => run(worker)))).to.contain('the output schema made a Map as output');
    });

    it('throws what the handler threw or returned as an error', async () => {
      const error = new Error('x');
      const throwing = defineWorker({ name: 'w', output: Receipt, execute: () => Promise.reject(error) });
      const returning = defineWorker({ name: 'w', output: Receipt, execute: () => Promise.resolve(error) });
      expect(await rejectionOf(run(throwing))).to.equal(error);
      expect(await rejectionOf(run(returning))).to.equal(error);
    });

    it('works with asynchronous handlers and schemas', async () => {
      const output = schemaOf<{ a: number }>((value) => Promise.resolve({ value: value as { a: number } }));
      const worker = defineWorker({ name: 'w', input: Charge, output, execute: async () => Promise.resolve({ a: 1 }) });
      expect(await run(worker, { amount: 1, card: 'c' })).to.deep.equal({ status: 'COMPLETED', outputData: { a: 1 } });
    });
  });

  it('stays synchronous where schemas and handler are', () => {
    const worker = defineWorker({ name: 'w', input: z.object({}), output: z.object({}), execute: () => ({}) });
    expect(run(worker)).not.to.be.instanceOf(Promise);
  });

  it('keeps settings, schemas and the name, and a copy with other settings still validates', () => {
    const worker = defineWorker({ name: 'charge', concurrency: 3, input: Charge, execute: () => ({}) });
    expect(worker).to.include({ name: 'charge', concurrency: 3, input: Charge, output: undefined });
    const copy = { ...worker, concurrency: 5 };
    const [resolved] = resolveWorkers([copy], {});
    expect(resolved!.concurrency).to.equal(5);
    expect(() => resolved!.run(aTask(), aContext())).to.throw(TerminalError, 'amount');
  });

  it('calls the handler as a method of its definition', () => {
    const definition = {
      name: 'w',
      prefix: 'hello ',
      execute(): { text: string } {
        return { text: this.prefix + this.name };
      },
    };
    expect(defineWorker(definition).execute(aTask(), aContext())).to.deep.equal({ text: 'hello w' });
  });

  it('refuses a schema that is none, at once', () => {
    for (const [input, type] of [
      [{ type: 'object' }, 'an Object'],
      ['string', 'a string'],
      [null, 'null'],
      [{ '~standard': {} }, 'an Object'],
    ] as const) {
      const define = defineWorker as (definition: unknown) => AnyWorker;
      const error = thrownBy(() => define({ name: 'w', input, execute: () => ({}) }));
      expect(error).to.be.instanceOf(ConductorConfigError).with.property('field', 'input');
      expect(error).to.have.property('message').that.contains(`worker "w": input is ${type}`);
    }
  });
});
