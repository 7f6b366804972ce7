// error: Property 'received' does not exist
import type { TaskRunner } from '../../../src/index.js';

declare const runner: TaskRunner;
runner.on('pollStarted', ({ received }) => void received);
