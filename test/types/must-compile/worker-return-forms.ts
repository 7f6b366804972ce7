import { canceled, completed, failed, failedTerminally, inProgress } from '../../../src/worker/results.js';
import { TerminalError } from '../../../src/worker/terminal-error.js';
import type { AnyWorker, OutputObject, Worker } from '../../../src/worker/worker.js';

interface Receipt {
  readonly chargeId: string;
}
class Invoice {
  constructor(readonly total: number) {}
}
declare const receipt: Receipt;
declare const anything: OutputObject;

export const worker: Worker = { name: 'w', execute: (task) => ['COMPLETED', task.inputData] };

export const workers: readonly AnyWorker[] = [
  { name: 'output', execute: () => ({ total: 3, items: [1, 2], nested: { deep: null } }) },
  { name: 'outputAsync', execute: async () => Promise.resolve({ total: 3 }) },
  { name: 'interface', execute: () => receipt },
  { name: 'interfaceAsync', execute: () => Promise.resolve(receipt) },
  { name: 'class', execute: () => new Invoice(3) },
  { name: 'anyObject', execute: () => anything },
  { name: 'input', execute: ({ inputData }) => inputData },
  { name: 'oneOfTwo', execute: ({ inputData }) => (inputData.a === 1 ? { b: 1 } : { c: 2 }) },
  { name: 'nothing', execute: () => undefined },
  {
    name: 'noReturn',
    execute(task, context) {
      context.log(task.taskId);
    },
  },
  { name: 'tuple', execute: () => ['COMPLETED', { a: 1 }] },
  { name: 'tupleAsync', execute: async () => Promise.resolve(['completed', { a: 1 }] as const) },
  {
    name: 'tupleInAsyncFunction',
    execute: async (task) => {
      await Promise.resolve();
      return ['Failed', { id: task.taskId }];
    },
  },
  { name: 'statusOnly', execute: () => ['IN_PROGRESS'] },
  {
    name: 'mixed',
    execute: ({ inputData }) => {
      if (inputData.a === undefined) return failed('a is missing');
      if (inputData.b === undefined) return ['FAILED_WITH_TERMINAL_ERROR', { missing: 'b' }];
      return { done: true };
    },
  },
  { name: 'result', execute: () => ({ status: 'FAILED', reasonForIncompletion: 'x', outputData: { a: 1 } }) },
  { name: 'logs', execute: () => ({ status: 'COMPLETED', logs: ['a', { log: 'b', createdTime: 1 }] }) },
  { name: 'error', execute: () => new TerminalError('x') },
  { name: 'completed', execute: () => completed({ status: 'anything' }) },
  { name: 'completedEmpty', execute: () => completed() },
  { name: 'failed', execute: () => failed('x', { outputData: { step: 2 }, logs: ['a'] }) },
  { name: 'failedTerminally', execute: () => failedTerminally('x') },
  { name: 'inProgress', execute: () => inProgress({ callbackAfterSeconds: 5, outputData: { step: 2 } }) },
  { name: 'canceled', execute: async () => Promise.resolve(canceled('x')) },
];
