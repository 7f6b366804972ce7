// error: Property 'emit' does not exist
import type { TaskRunner } from '../../../src/index.js';

declare const runner: TaskRunner;
runner.emit('error', { error: new Error('mine'), cause: 'mine' });
