import type { PollData } from '../../../generated/index.js';

/** Who last polled for which type in which domain, and when. */
export class PollDataStore {
  readonly #byType = new Map<string, Map<string | undefined, PollData>>();

  note(taskType: string, domain: string | undefined, workerId: string | undefined, now: number): void {
    let domains = this.#byType.get(taskType);
    if (domains === undefined) {
      domains = new Map();
      this.#byType.set(taskType, domains);
    }
    const known = domains.get(domain);
    if (known === undefined) {
      const data: PollData = { queueName: taskType, lastPollTime: now };
      if (domain !== undefined) data.domain = domain;
      if (workerId !== undefined) data.workerId = workerId;
      domains.set(domain, data);
      return;
    }
    known.lastPollTime = now;
    if (workerId === undefined) delete known.workerId;
    else known.workerId = workerId;
  }

  lastPolledAt(taskType: string, domain: string): number | undefined {
    return this.#byType.get(taskType)?.get(domain)?.lastPollTime;
  }

  of(taskType: string): readonly PollData[] {
    return [...(this.#byType.get(taskType)?.values() ?? [])].map((data) => ({ ...data }));
  }

  all(): readonly PollData[] {
    return [...this.#byType.keys()].flatMap((taskType) => this.of(taskType));
  }
}
