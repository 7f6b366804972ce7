import { expect } from 'chai';

import type { ConductorClient } from '../../../src/index.js';
import { serverUrl } from '../support/server-url.js';
import { isCurrentServer, serverVersion } from '../support/server-version.js';
import { useRunners } from '../support/use-runners.js';
import { agentCalls } from './calls/agents.js';
import { definitionCalls } from './calls/definitions.js';
import { serverCalls } from './calls/server.js';
import { taskCalls } from './calls/tasks.js';
import { workflowCalls } from './calls/workflows.js';
import { generatedServices, LiveApi, nameOf } from './live-api.js';
import { NOT_CALLED } from './not-called.js';

describe(`every generated service, its answers held against the document (of ${serverVersion()})`, () => {
  const runners = useRunners();
  let live: LiveApi;
  let client: ConductorClient;

  before(async function () {
    // The document is that of the version the SDK is made for: older servers lack operations and fields.
    if (!isCurrentServer()) this.skip();
    live = await LiveApi.read();
    client = runners.anotherClient({ serverUrl: serverUrl(), plugins: [live.plugin] });
  });

  const connect = (): ConductorClient => client;
  serverCalls(connect);
  definitionCalls(connect);
  workflowCalls(connect);
  taskCalls(connect);
  agentCalls(connect, (route, event) => live.checkEvent(route, event));

  describe('taken together, after the tests above', () => {
    it('no answer and no error disagreed with the document', () => {
      expect(live.complaints).to.deep.equal([]);
    });

    it('every class of the SDK has answered a live call', () => {
      const answered = new Set([...live.answered].map((name) => name.split('.')[0]));
      expect(generatedServices().filter((service) => !answered.has(service))).to.deep.equal([]);
    });

    it('every operation has, but for those that are excused', () => {
      const names = live.operations.map(nameOf);
      expect(names.filter((name) => !live.answered.has(name) && !NOT_CALLED.has(name))).to.deep.equal([]);
      // An excuse that is not needed is a mistake.
      expect([...NOT_CALLED.keys()].filter((name) => live.answered.has(name) || !names.includes(name))).to.deep.equal(
        [],
      );
    });
  });
});
