import type { Task, Workflow } from '../../generated/index.js';
import { timelineOf } from './timeline.js';

/** What is not told by the workflow itself. */
export interface WaitKnowledge {
  /** Whether somebody has polled for tasks of a type in a domain, or in none. */
  readonly isPolled: (taskType: string, domain: string | undefined) => boolean;
  /** The workflow that a task waits for. */
  readonly child: (workflowId: string) => Workflow | undefined;
  /** How many mocks a reference of a workflow had, where they are used up. */
  readonly usedMocks: (workflowId: string, ref: string) => number | undefined;
}

/** Says in words what a workflow waits for, and what has happened so far. */
export function explain(workflow: Workflow, about: WaitKnowledge): string {
  return `it ${waitsOf(workflow, about, '  ')}\n${timelineOf(workflow).toString()}`;
}

function waitsOf({ status: ofWorkflow, tasks }: Workflow, about: WaitKnowledge, indent: string): string {
  if (ofWorkflow === 'PAUSED') return 'is paused, and waits for resume';
  const open = tasks.filter(({ status }) => status === 'SCHEDULED' || status === 'IN_PROGRESS');
  const lines = open.map((task) => {
    const { referenceTaskName: ref, taskType, subWorkflowId } = task;
    const child = taskType === 'SUB_WORKFLOW' && subWorkflowId ? about.child(subWorkflowId) : undefined;
    if (child === undefined) return `${indent}${ref}: ${waitOf(task, about)}`;
    return `${indent}${ref}: its workflow ${child.workflowName} ${child.workflowId}, which ${waitsOf(child, about, `${indent}  `)}`;
  });
  return lines.length === 0 ? 'has no open task' : `waits for\n${lines.join('\n')}`;
}

function waitOf(task: Task, { isPolled, usedMocks }: WaitKnowledge): string {
  const { taskType, taskDefName, status, domain, referenceTaskName: ref } = task;
  const used = usedMocks(task.workflowInstanceId, ref);
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
  return isPolled(taskDefName, domain)
    ? `a worker for ${taskDefName}${where}, which has been polled for`
    : `a worker for ${taskDefName}${where}: nobody has polled for it`;
}
