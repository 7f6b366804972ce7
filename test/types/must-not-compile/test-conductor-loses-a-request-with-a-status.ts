// error: 'status' does not exist
import type { TestConductor } from '../../../src/testing/index.js';

declare const conductor: TestConductor;
conductor.fault({ on: 'poll', do: 'loseRequest', status: 500 });
