// error: Argument of type 'Date' is not assignable
import type { TestConductor } from '../../../src/testing/index.js';

declare const conductor: TestConductor;
conductor.start('order', new Date(0));
