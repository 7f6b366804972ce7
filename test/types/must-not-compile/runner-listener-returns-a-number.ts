// error: not assignable to type 'void | Promise<void>'
import type { TaskRunner } from '../../../src/index.js';

declare const runner: TaskRunner;
let total = 0;
runner.on('taskCompleted', () => (total += 1));
