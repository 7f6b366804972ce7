// error: 'retryAfterSeconds' does not exist
import type { TestConductor } from '../../../src/testing/index.js';

declare const conductor: TestConductor;
conductor.fault({ on: 'poll', do: 'delay', ms: 4, retryAfterSeconds: 3 });
