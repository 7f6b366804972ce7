// error: '"taskComplete"' is not assignable
import type { TaskRunner } from '../../../src/index.js';

declare const runner: TaskRunner;
runner.on('taskComplete', () => undefined);
