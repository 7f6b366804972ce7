import type { SearchResultWorkflowSchedule, WorkflowSchedule } from '../../../../generated/index.js';
import { isLike } from '../search/is-like.js';
import { page } from './page.js';

/** What schedules are looked for by; everything that is left out fits. */
export interface ScheduleSearch {
  readonly workflowName?: string | undefined;
  /** A part of the name, in any letter case. */
  readonly scheduleName?: string | undefined;
  readonly paused?: boolean | undefined;
  readonly start: number;
  readonly size: number;
}

/** Schedules by name, those changed last at the end. */
export class ScheduleStore {
  readonly #schedules = new Map<string, WorkflowSchedule>();

  get(name: string): WorkflowSchedule | undefined {
    return this.#schedules.get(name);
  }

  put(schedule: WorkflowSchedule): void {
    this.#schedules.delete(schedule.name);
    this.#schedules.set(schedule.name, schedule);
  }

  delete(name: string): void {
    this.#schedules.delete(name);
  }

  all(): readonly WorkflowSchedule[] {
    return [...this.#schedules.values()];
  }

  search({ workflowName = '', scheduleName = '', paused, start, size }: ScheduleSearch): SearchResultWorkflowSchedule {
    const pattern = `%${scheduleName}%`.toLowerCase();
    const found = this.all().filter(
      (schedule) =>
        (workflowName === '' || schedule.startWorkflowRequest.name === workflowName) &&
        isLike(schedule.name.toLowerCase(), pattern) &&
        (paused === undefined || (schedule.paused ?? false) === paused),
    );
    found.sort((one, other) => (one.name < other.name ? -1 : 1));
    return { totalHits: found.length, results: page(found, start, size) };
  }
}
