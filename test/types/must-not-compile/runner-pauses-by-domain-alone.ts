// error: Property 'name' is missing
import type { TaskRunner } from '../../../src/index.js';

declare const runner: TaskRunner;
runner.pause({ domain: 'eu' });
