// error: 'drainSeconds' does not exist
import type { TaskRunner } from '../../../src/index.js';

declare const runner: TaskRunner;
void runner.stop({ drainSeconds: 20 });
