import { nextTask } from '../decider/definition-walk.js';
import { Termination } from '../decider/termination.js';
import { serverError } from '../engine-error.js';
import type { SystemTaskType, TaskType } from './task-type.js';

/** Goes on with the first task of each branch, and with the join that follows. */
export const forkJoin: TaskType = {
  name: 'FORK_JOIN',
  map(context) {
    const { workflowTask, draft, now } = context;
    const fork = context.newTask();
    fork.taskType = 'FORK';
    fork.taskDefName = 'FORK';
    fork.startTime = now;
    fork.endTime = now;
    fork.inputData = context.plainInput;
    fork.status = 'COMPLETED';
    const branches = (workflowTask.forkTasks ?? []).flatMap(([first]) => {
      if (first === undefined) throw serverError('Index 0 out of bounds for length 0');
      return context.map(first, context.retryCount);
    });
    const join = nextTask(draft.workflow.workflowDefinition, workflowTask.taskReferenceName);
    if (join?.type !== 'JOIN') {
      throw new Termination('Fork task definition is not followed by a join task.  Check the blueprint');
    }
    return [fork, ...branches, ...context.map(join, context.retryCount)];
  },
};

/** A fork is over when it is scheduled. */
export const forkSystemTask: SystemTaskType = { name: 'FORK', isAsync: false };
