import type { WorkflowDef } from '../src/index.js';
import { createTestConductor } from '../src/testing/index.js';
import { NoOpHandler, TASK_TYPE, type Subject, type SubjectSettings } from './subject.js';

const TASKS_PER_WORKFLOW = 10;
/** So many finished ones are kept: the memory must not grow with those that come. */
const KEEP_FINISHED = 100;

const WORKFLOW: WorkflowDef = {
  name: 'bench_workflow',
  version: 1,
  tasks: Array.from({ length: TASKS_PER_WORKFLOW }, (_, index) => ({
    name: TASK_TYPE,
    taskReferenceName: `task_${index}`,
    type: 'SIMPLE',
    inputParameters: { orderId: '${workflow.input.orderId}', index },
  })),
};

/**
 * The runner and the server in one process: workflows of ten tasks, each started by the end of the one before it, through the client
 * without sockets. What is measured includes the engine, its API, the client, JSON both ways, and the start of a workflow per ten tasks.
 */
export async function startInProcess({ concurrency }: SubjectSettings): Promise<Subject> {
  const conductor = await createTestConductor({ keepFinished: KEEP_FINISHED });
  const handler = new NoOpHandler();
  const runner = await conductor.startWorkers([{ name: TASK_TYPE, concurrency, execute: () => handler.execute() }]);
  const failures: unknown[] = [];
  for (const event of ['pollFailed', 'taskFailed', 'taskDropped', 'error'] as const) {
    runner.on(event, ({ error }) => void failures.push(error));
  }
  conductor.define(WORKFLOW);
  let started = 0;
  const startNext = (): void => {
    conductor.start(WORKFLOW.name, { orderId: (started += 1) });
  };
  runner.on('taskCompleted', ({ task }) => {
    if (task.referenceTaskName === `task_${TASKS_PER_WORKFLOW - 1}`) startNext();
  });
  // Twice as many as there are slots, so that none waits for its next task.
  for (let workflow = 0; workflow < 2 * concurrency; workflow += 1) startNext();
  return {
    tasksDone: () => handler.calls,
    stop: async () => {
      await conductor.close();
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} failures while it was measured`);
    },
  };
}
