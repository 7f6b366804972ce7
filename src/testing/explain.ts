import type { Task, Workflow } from '../../generated/index.js';
import { timelineOf } from './timeline.js';

/** What is not told by the workflow itself. */
export interface WaitKnowledge {
  /** Whether somebody has polled for tasks of a type. */
  readonly isPolled: (taskType: string) => boolean;
  /** How many mocks a reference had, where they are used up. */
  readonly usedMocks: (ref: string) => number | undefined;
}

/** Says in words what a workflow waits for, and what has happened so far. */
export function explain(workflow: Workflow, about: WaitKnowledge): string {
  if (workflow.status === 'PAUSED') return `it is paused, and waits for resume\n${timelineOf(workflow).toString()}`;
  const open = workflow.tasks.filter(({ status }) => status === 'SCHEDULED' || status === 'IN_PROGRESS');
  const waits = open.map((task) => `  ${task.referenceTaskName}: ${waitOf(task, about)}`);
  const head = waits.length === 0 ? 'it has no open task' : `it waits for\n${waits.join('\n')}`;
  return `${head}\n${timelineOf(workflow).toString()}`;
}

function waitOf(task: Task, { isPolled, usedMocks }: WaitKnowledge): string {
  const { taskType, taskDefName, status, domain, referenceTaskName: ref } = task;
  const used = usedMocks(ref);
  if (used !== undefined && status === 'SCHEDULED') {
    return `another mock: it has had all of its ${used}, and this is attempt ${task.retryCount + 1}`;
  }
  switch (taskType) {
    case 'HUMAN':
      return 'a person: update the task to go on';
    case 'WAIT':
      return 'a signal or an update, or its time';
    case 'JOIN':
    case 'EXCLUSIVE_JOIN':
      return 'the tasks that it joins';
    case 'SUB_WORKFLOW':
      return `its workflow ${task.subWorkflowId ?? ''}`.trim();
    case 'PULL_WORKFLOW_MESSAGES':
      return 'a message';
    default:
      break;
  }
  const type = task.workflowTask?.type ?? 'SIMPLE';
  if (status === 'SCHEDULED' && type !== 'SIMPLE' && type !== 'DYNAMIC' && taskType === type) {
    return `somebody who polls for its type ${type}, which this Conductor does not execute: give it a mock`;
  }
  if (status === 'IN_PROGRESS') return `the report of worker ${task.workerId ?? 'without an id'}`;
  const where = domain === undefined ? '' : ` in domain ${domain}`;
  return isPolled(taskDefName)
    ? `a worker for ${taskDefName}${where}, which has been polled for`
    : `a worker for ${taskDefName}${where}: nobody has polled for it`;
}
