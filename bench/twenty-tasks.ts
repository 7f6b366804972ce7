import type { AnyWorker, TaskDef, WorkflowDef } from '../src/index.js';

const WORKERS = 3;
/** Of 20: the first attempt of each of these fails. */
const FAILS_FIRST: ReadonlySet<number> = new Set([0, 5, 10, 15]);

/** A workflow of 19 worker tasks, some of which fail at first, and a wait, with all that it needs. */
export interface TwentyTasks {
  readonly workflow: WorkflowDef;
  readonly taskDefs: readonly TaskDef[];
  readonly workers: readonly AnyWorker[];
}

/** @param prefix of every name */
export function twentyTasks(prefix: string, { wait, retryDelaySeconds }: Timing): TwentyTasks {
  const typeOf = (index: number): string => `${prefix}_step_${index % WORKERS}`;
  const steps = Array.from({ length: 19 }, (_, index) => ({
    name: typeOf(index),
    taskReferenceName: `step_${index}`,
    type: 'SIMPLE',
    inputParameters: {
      index,
      orderId: '${workflow.input.orderId}',
      ...(index > 0 && { before: `\${step_${index - 1}.output}` }),
    },
  }));
  const types = Array.from({ length: WORKERS }, (_, index) => typeOf(index));
  return {
    workflow: {
      ...{ name: `${prefix}_order`, version: 1, ownerEmail: 'test@example.com' },
      tasks: [
        ...steps.slice(0, 10),
        { name: 'wait', taskReferenceName: 'wait', type: 'WAIT', inputParameters: { duration: wait } },
        ...steps.slice(10),
      ],
      outputParameters: { last: '${step_18.output.index}' },
    },
    taskDefs: types.map((name) => ({
      ...{ name, retryCount: 2, retryLogic: 'FIXED' as const, retryDelaySeconds, ownerEmail: 'test@example.com' },
    })),
    workers: types.map((name) => ({
      name,
      workerId: 'worker',
      concurrency: 2,
      execute: ({ inputData, retryCount }) => {
        if (retryCount === 0 && FAILS_FIRST.has(Number(inputData.index))) throw new Error('the first attempt fails');
        return { index: inputData.index };
      },
    })),
  };
}

export interface Timing {
  /** As a WAIT has it: `7 days`. */
  readonly wait: string;
  readonly retryDelaySeconds: number;
}
