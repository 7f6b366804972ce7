// error: This comparison appears to be unintentional
import type { TestConductor } from '../../../src/testing/index.js';

declare const conductor: TestConductor;
void conductor.run('order').then(({ status }) => status === 'RUNNING');
