import {
  ConductorApiError,
  MetadataResourceService,
  TaskResourceService,
  WorkflowMessageQueueResourceService,
  WorkflowResourceService,
  type Task,
  type Workflow,
} from '../../src/index.js';
import type { Answer, Ask, DifferentialCase, Played, Report, Script, Step } from './case.js';
import { startedBy } from './started-by.js';
import type { Target } from './target.js';

const OVER: ReadonlySet<string> = new Set(['COMPLETED', 'FAILED', 'TIMED_OUT', 'TERMINATED']);

/** How often the end of a workflow is looked at. */
const MOST_LOOKS = 30;

/** Plays a case on a target, from the registration to the last step. */
export async function play(given: DifferentialCase, target: Target): Promise<Played> {
  const player = new Player(addressed(given, target), target);
  await player.register();
  await player.start();
  for (const step of given.steps === undefined ? [{ do: 'finish' } as const] : player.steps) await player.step(step);
  return player.result();
}

/** The case with its names made unique, and the address of the server that it calls. */
function addressed(given: DifferentialCase, { prefix, calledUrl }: Target): DifferentialCase {
  const { workers, allow, ...data } = given;
  const replaced = JSON.parse(
    JSON.stringify(data).replaceAll('#', prefix).replaceAll('http://answering.invalid', calledUrl),
  ) as DifferentialCase;
  const named = Object.entries(workers ?? {}).map(([type, script]) => [type.replaceAll('#', prefix), script] as const);
  return { ...replaced, workers: Object.fromEntries(named), ...(allow && { allow }) };
}

class Player {
  readonly #case: DifferentialCase;
  readonly #target: Target;
  readonly #polls = new Map<string, number>();
  readonly #refusals: { status: number; message: string }[] = [];
  readonly #answers: Answer[] = [];
  #workflowId = '';

  constructor(given: DifferentialCase, target: Target) {
    this.#case = given;
    this.#target = target;
  }

  get steps(): readonly Step[] {
    return this.#case.steps ?? [];
  }

  get #client() {
    return this.#target.client;
  }

  async register(): Promise<void> {
    const { workflow, others = [], taskDefs = [] } = this.#case;
    const client = this.#client;
    if (taskDefs.length > 0) await MetadataResourceService.registerTaskDefs({ client, body: [...taskDefs] });
    await MetadataResourceService.updateWorkflowDefs({ client, body: [...others, workflow] });
  }

  async start(): Promise<void> {
    const { workflow, start } = this.#case;
    const body = { name: workflow.name, version: workflow.version ?? 1, ...start };
    const { data } = await WorkflowResourceService.startWorkflow({ client: this.#client, body });
    this.#workflowId = data;
  }

  async step(step: Step): Promise<void> {
    const client = this.#client;
    const path = { workflowId: this.#workflowId };
    switch (step.do) {
      case 'finish':
        return this.#until((workflow) => OVER.has(workflow.status), 'the workflow to be over');
      case 'reach':
        return this.#until(
          ({ tasks }) => latest(tasks, step.ref)?.status === step.status,
          `${step.ref} to be ${step.status}`,
        );
      case 'see':
        for (let idle = 0; ; idle++) {
          const { tasks } = await this.#read(this.#workflowId);
          if (latest(tasks, step.ref)?.status === step.status) return;
          await this.#idle(idle, `${step.ref} to be ${step.status}`);
        }
      case 'work':
        for (let done = 0, idle = 0; done < step.tasks;) {
          if (await this.#work()) done += 1;
          else await this.#idle(idle++, `${step.tasks} tasks to be there`);
        }
        return;
      case 'hold': {
        let idle = 0;
        while ((await this.#poll(step.taskType)) === undefined)
          await this.#idle(idle++, `${step.taskType} to be there`);
        return;
      }
      case 'pass':
        return this.#target.pass(step.seconds);
      case 'pause':
        await WorkflowResourceService.pauseWorkflow({ client, path });
        return;
      case 'resume':
        await WorkflowResourceService.resumeWorkflow({ client, path });
        return;
      case 'decide':
        await WorkflowResourceService.decideWorkflow({ client, path });
        return;
      case 'retry':
      case 'retrySubworkflows':
        await WorkflowResourceService.retryWorkflow({
          client,
          path,
          query: { resumeSubworkflowTasks: step.do === 'retrySubworkflows' },
        });
        return;
      case 'restart':
      case 'restartLatest':
        await WorkflowResourceService.restartWorkflow({
          client,
          path,
          query: { useLatestDefinitions: step.do === 'restartLatest' },
        });
        return;
      case 'terminate':
        await WorkflowResourceService.terminateWorkflow({
          client,
          path,
          ...(step.reason !== undefined && { query: { reason: step.reason } }),
        });
        return;
      case 'rerun': {
        const task = step.fromRef === undefined ? undefined : await this.#latest(step.fromRef);
        await WorkflowResourceService.rerunWorkflow({
          client,
          path,
          body: {
            ...(task !== undefined && { reRunFromTaskId: task.taskId }),
            ...(step.taskInput !== undefined && { taskInput: step.taskInput }),
          },
        });
        return;
      }
      case 'skip':
        await WorkflowResourceService.skipTaskFromWorkflow({ client, path: { ...path, taskReferenceName: step.ref } });
        return;
      case 'signal':
        await TaskResourceService.signalWorkflowTaskAsync({
          client,
          path: { ...path, status: step.status },
          body: step.output,
        });
        return;
      case 'updateByRef':
        await TaskResourceService.updateTaskByRefName({
          client,
          path: { ...path, taskRefName: step.ref, status: step.status },
          body: { ...step.output },
        });
        return;
      case 'update':
        return this.#report(await this.#latest(step.ref), step.report);
      case 'push':
        await WorkflowMessageQueueResourceService.pushMessage({ client, path, body: step.message });
        return;
      case 'redefine':
        await MetadataResourceService.updateWorkflowDefs({ client, body: [step.workflow] });
        return;
      case 'ask':
        return this.#ask(step);
      case 'refused':
        try {
          await this.step(step.step);
        } catch (error) {
          if (!(error instanceof ConductorApiError)) throw error;
          const { message } = (error.body ?? {}) as { message?: string };
          this.#refusals.push({ status: error.status, message: message ?? '' });
          return;
        }
        throw new Error(`${step.step.do} was not refused`);
    }
  }

  async result(): Promise<Played> {
    const workflow = await this.#settled(this.#workflowId);
    const children: Workflow[] = [];
    const seen = new Set([this.#workflowId]);
    const follow = async (parent: Workflow): Promise<void> => {
      for (const id of startedBy(parent)) {
        if (seen.has(id)) continue;
        seen.add(id);
        const child = await this.#over(id);
        children.push(child);
        await follow(child);
      }
    };
    await follow(workflow);
    return { workflow, children, refusals: this.#refusals, answers: this.#answers };
  }

  /** A workflow that was started by another may still run when that one is over. */
  async #over(workflowId: string): Promise<Workflow> {
    const stepsLeaveItOpen = this.#case.steps !== undefined && !this.#case.steps.some((step) => step.do === 'finish');
    for (let idle = 0; ;) {
      const workflow = await this.#read(workflowId);
      if (OVER.has(workflow.status) || stepsLeaveItOpen) return this.#settled(workflowId);
      if (await this.#work()) idle = 0;
      else await this.#idle(idle++, `${workflow.workflowName} to be over`);
    }
  }

  /**
   * The end of a workflow is not one step: the server stores that it is over, then cancels its tasks, starts its failure workflow, and
   * writes the id of that down. The record is complete when it stays as it is.
   */
  async #settled(workflowId: string): Promise<Workflow> {
    let workflow = await this.#read(workflowId);
    if (!OVER.has(workflow.status)) return workflow;
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      await this.#target.idle(0);
      const later = await this.#read(workflowId);
      const isSame = JSON.stringify(later) === JSON.stringify(workflow);
      workflow = later;
      if (isSame && !isFailureWorkflowDue(workflow)) break;
    }
    return workflow;
  }

  async #until(isReached: (workflow: Workflow) => boolean, what: string): Promise<void> {
    for (let idle = 0; ;) {
      if (isReached(await this.#read(this.#workflowId))) return;
      if (await this.#work()) idle = 0;
      else await this.#idle(idle++, what);
    }
  }

  async #idle(rounds: number, what: string): Promise<void> {
    if (await this.#target.idle(rounds)) {
      // Timeouts are noticed only when the workflow is looked at, and the server's own look may be a minute away.
      if (rounds > 0 && rounds % 10 === 0) {
        await WorkflowResourceService.decideWorkflow({ client: this.#client, path: { workflowId: this.#workflowId } });
      }
      return;
    }
    const { status, tasks } = await this.#read(this.#workflowId);
    const seen = tasks.map((task) => `${task.referenceTaskName} ${task.status}`).join(', ');
    throw new Error(`${this.#case.name}: waited in vain for ${what}; ${status}: ${seen}`);
  }

  /** One task of one worker. False when none has any. */
  async #work(): Promise<boolean> {
    for (const [taskType, script] of Object.entries(this.#case.workers ?? {})) {
      const task = await this.#poll(taskType);
      if (task === undefined) continue;
      const nth = this.#polls.get(taskType) ?? 0;
      this.#polls.set(taskType, nth + 1);
      await this.#report(task, reportOf(script, task, nth));
      return true;
    }
    return false;
  }

  async #poll(taskType: string): Promise<Task | undefined> {
    const { data } = await TaskResourceService.batchPoll({
      client: this.#client,
      path: { tasktype: taskType },
      query: { count: 1, timeout: 0, workerid: 'worker' },
    });
    return data[0];
  }

  async #report({ taskId, workflowInstanceId }: Task, report: Report): Promise<void> {
    try {
      await TaskResourceService.updateTask({ client: this.#client, body: { taskId, workflowInstanceId, ...report } });
    } catch (error) {
      // Stored all the same: what comes next could not be mapped.
      if (!(error instanceof ConductorApiError)) throw error;
      const { message } = (error.body ?? {}) as { message?: string };
      this.#refusals.push({ status: error.status, message: message ?? '' });
    }
  }

  async #ask(step: Ask): Promise<void> {
    const { method, path, query, body } = await this.#filledIn(step);
    const headers = { 'Content-Type': 'application/json' };
    const sent = body === undefined ? {} : { body, headers };
    const request = `${method} ${path}`;
    const { data, error } = await this.#client.request({
      ...{ method, url: path, throwOnError: false },
      ...(query !== undefined && { query: { ...query } }),
      ...sent,
    });
    if (error === undefined) {
      this.#answers.push({ request, status: 200, body: data });
      return;
    }
    if (!(error instanceof ConductorApiError)) throw new Error(`${request} had no answer`, { cause: error });
    this.#answers.push({ request, status: error.status, body: error.body });
  }

  async #filledIn(step: Ask): Promise<Ask> {
    const text = JSON.stringify(step);
    const tasks = text.includes('{task ') ? (await this.#read(this.#workflowId)).tasks : [];
    const filled = text
      .replaceAll('{workflowId}', this.#workflowId)
      .replaceAll(/\{task ([^}]+)\}/g, (_all, ref: string) => latest(tasks, ref)?.taskId ?? 'nothing')
      .replaceAll(/\{answer (\d+)\}/g, (_all, nth: string) => String(this.#answers[Number(nth)]?.body));
    return JSON.parse(filled) as Ask;
  }

  async #latest(ref: string): Promise<Task> {
    const task = latest((await this.#read(this.#workflowId)).tasks, ref);
    if (task === undefined) throw new Error(`there is no task ${ref}`);
    return task;
  }

  async #read(workflowId: string): Promise<Workflow> {
    const { data } = await WorkflowResourceService.getExecutionStatus({ client: this.#client, path: { workflowId } });
    return data;
  }
}

function reportOf(script: Script, task: Task, nth: number): Report {
  if (typeof script === 'function') return script(task, nth);
  const report = script[Math.min(nth, script.length - 1)];
  if (report === undefined) throw new Error(`the worker for ${task.taskDefName} has no report`);
  return report;
}

/** Whether a failure workflow is to come, as far as can be told: one that was terminated by hand has none. */
function isFailureWorkflowDue({ status, output, workflowDefinition }: Workflow): boolean {
  if (status === 'COMPLETED' || output['conductor.failure_workflow'] !== undefined) return false;
  return (workflowDefinition.failureWorkflow ?? '') !== '';
}

function latest(tasks: readonly Task[], ref: string): Task | undefined {
  return tasks.filter((task) => task.referenceTaskName === ref).at(-1);
}
