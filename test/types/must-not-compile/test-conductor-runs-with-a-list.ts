// error: Argument of type 'number[]' is not assignable
import type { TestConductor } from '../../../src/testing/index.js';

declare const conductor: TestConductor;
void conductor.run('order', [1]);
