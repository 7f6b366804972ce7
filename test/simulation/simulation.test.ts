import { expect } from 'chai';
import { runSchedule } from './run-schedule.js';

/*
 * SIMULATION_SEED=17 npm test -- -g schedules    replays one schedule
 * SIMULATION_COUNT=20000 …                        tries more of them
 */
const only = process.env.SIMULATION_SEED;
const count = Number(process.env.SIMULATION_COUNT ?? 500);
const seeds = only === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(only)];

describe('seeded schedules of a runner against a model of the server', () => {
  it(`hold in ${seeds.length} schedules: slots, outcomes, hand-backs, leases, the stop budget, timers`, async function () {
    this.timeout(seeds.length * 1_000);
    const failures: string[] = [];
    for (const seed of seeds) {
      const problems = await runSchedule(seed).catch((error: unknown) => [String(error)]);
      if (problems.length > 0) failures.push(`SIMULATION_SEED=${seed}: ${problems.slice(0, 5).join(' | ')}`);
      if (failures.length >= 10) break;
    }
    expect(failures, failures.join('\n')).to.deep.equal([]);
  });
});
