import { expect } from 'chai';

import { createTestConductor } from '../../../src/testing/index.js';
import { serverUrl } from '../support/server-url.js';
import { uniqueName } from '../support/unique-name.js';
import { comparable } from './comparable.js';
import { javascriptPrograms } from './javascript-programs.js';
import type { OperationsOutcome, OrdersOutcome } from './outcomes.js';
import { pythonPrograms } from './python-programs.js';
import { INSTALL_TIMEOUT_MS, PROGRAM_TIMEOUT_MS } from './sdk-programs.js';
import type { ProgramName, SdkPrograms } from './sdk-programs.js';

/** The last line of what the program writes, without what chance has part in; the lines before it are its SDK's own. */
async function outcomeOf(programs: SdkPrograms, name: ProgramName, url: string): Promise<unknown> {
  const prefix = uniqueName('sdk');
  const written = await programs.run(name, url, prefix);
  const line = written.split('\n').findLast((text) => /^\{"(executed|answers)":/.test(text));
  expect(line, written).to.be.a('string');
  return comparable(JSON.parse(line!), prefix);
}

/** By reference name, retry and status: `deliver_by_bike#1 COMPLETED`. */
function taskPaths({ outcomes }: OrdersOutcome): readonly (readonly string[])[] {
  return outcomes.map(({ tasks }) =>
    tasks.map(({ referenceTaskName, retryCount, status }) => `${referenceTaskName}#${retryCount} ${status}`),
  );
}

function pathTo(vehicle: string): readonly string[] {
  const delivery = `deliver_by_${vehicle}`;
  return ['price#0 COMPLETED', 'by_size#0 COMPLETED', `${delivery}#0 FAILED`, `${delivery}#1 COMPLETED`];
}

async function onDoor(programs: SdkPrograms, name: ProgramName): Promise<unknown> {
  const conductor = await createTestConductor({ clock: 'real' });
  try {
    const { url } = await conductor.listen();
    return await outcomeOf(programs, name, url);
  } finally {
    await conductor.close();
  }
}

for (const [sdk, prepare] of [
  ['JavaScript', javascriptPrograms],
  ['Python', pythonPrograms],
] as const) {
  describe(`the official ${sdk} SDK`, function () {
    this.timeout(2 * PROGRAM_TIMEOUT_MS + 10_000);
    let programs: SdkPrograms;

    before(async function () {
      this.timeout(2 * INSTALL_TIMEOUT_MS);
      programs = await prepare();
    });

    it('registers, starts and completes workflows, on the in-process server as on the real one', async () => {
      const real = (await outcomeOf(programs, 'orders', serverUrl())) as OrdersOutcome;

      expect(real.outcomes.map(({ status }) => status)).to.deep.equal(['COMPLETED', 'COMPLETED', 'COMPLETED']);
      expect(real.outcomes.map(({ output }) => output)).to.deep.equal([
        { total: 30, truck: null, bike: 'bike' },
        { total: 300, truck: 'truck', bike: null },
        { total: 60, truck: null, bike: 'bike' },
      ]);
      expect(taskPaths(real)).to.deep.equal([pathTo('bike'), pathTo('truck'), pathTo('bike')]);
      expect(real.executed).to.deep.equal({ status: 'COMPLETED', output: { total: 60, truck: null, bike: 'bike' } });
      expect(await onDoor(programs, 'orders')).to.deep.equal(real);
    });

    it('gets from its other calls what it gets from the real server', async () => {
      const real = (await outcomeOf(programs, 'operations', serverUrl())) as OperationsOutcome;

      const door = (await onDoor(programs, 'operations')) as OperationsOutcome;

      expect(real.answers).to.have.length.above(50);
      for (const [index, answer] of real.answers.entries()) expect(door.answers[index]).to.deep.equal(answer);
    });
  });
}
