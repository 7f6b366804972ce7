// error: is not assignable to type 'undefined'
import { createTestConductor } from '../../../src/testing/index.js';

void createTestConductor({ clock: 'real', autoAdvance: true });
