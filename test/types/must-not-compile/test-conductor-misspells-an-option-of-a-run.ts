// error: 'mock' does not exist
import type { TestConductor } from '../../../src/testing/index.js';

declare const conductor: TestConductor;
void conductor.run('order', {}, { mock: {} });
