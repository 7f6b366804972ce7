// error: 'requiresServer' does not exist
import { TaskRunner } from '../../../src/index.js';

export const runner = new TaskRunner({ workers: [], requiresServer: true });
