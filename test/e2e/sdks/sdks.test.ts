import { expect } from 'chai';

import { serverUrl } from '../support/server-url.js';
import { uniqueName } from '../support/unique-name.js';
import { javascriptProgram } from './javascript-program.js';
import type { ProgramOutcome } from './order-outcome.js';
import { pythonProgram } from './python-program.js';
import { INSTALL_TIMEOUT_MS } from './sdk-program.js';
import type { SdkProgram } from './sdk-program.js';

/** The last line of what the program writes; what comes before are its SDK's own messages. */
async function outcomeOf(program: SdkProgram, url: string): Promise<ProgramOutcome> {
  const prefix = uniqueName('sdk');
  const written = await program.run(url, prefix);
  const line = written.split('\n').findLast((text) => text.startsWith('{"executed"'));
  expect(line, written).to.be.a('string');
  return JSON.parse(line!.replaceAll(prefix, 'sdk')) as ProgramOutcome;
}

/** By reference name, retry and status: `deliver_by_bike#1 COMPLETED`. */
function taskPaths({ outcomes }: ProgramOutcome): readonly (readonly string[])[] {
  return outcomes.map(({ tasks }) =>
    tasks.map(({ referenceTaskName, retryCount, status }) => `${referenceTaskName}#${retryCount} ${status}`),
  );
}

function pathTo(vehicle: string): readonly string[] {
  return [
    'price#0 COMPLETED',
    'by_size#0 COMPLETED',
    `deliver_by_${vehicle}#0 FAILED`,
    `deliver_by_${vehicle}#1 COMPLETED`,
  ];
}

for (const [sdk, prepare] of [
  ['JavaScript', javascriptProgram],
  ['Python', pythonProgram],
] as const) {
  describe(`the official ${sdk} SDK`, () => {
    let program: SdkProgram;
    let onRealServer: ProgramOutcome;

    before(async function () {
      this.timeout(2 * INSTALL_TIMEOUT_MS);
      program = await prepare();
    });

    it('registers, starts and completes workflows on the real server', async function () {
      this.timeout(100_000);

      onRealServer = await outcomeOf(program, serverUrl());

      expect(onRealServer.outcomes.map(({ status }) => status)).to.deep.equal(['COMPLETED', 'COMPLETED', 'COMPLETED']);
      expect(onRealServer.outcomes.map(({ output }) => output)).to.deep.equal([
        { total: 30, truck: null, bike: 'bike' },
        { total: 300, truck: 'truck', bike: null },
        { total: 60, truck: null, bike: 'bike' },
      ]);
      expect(taskPaths(onRealServer)).to.deep.equal([pathTo('bike'), pathTo('truck'), pathTo('bike')]);
      expect(onRealServer.executed).to.deep.equal({
        status: 'COMPLETED',
        output: { total: 60, truck: null, bike: 'bike' },
      });
    });
  });
}
