// error: Property 'workers' is missing
import { TaskRunner } from '../../../src/index.js';

export const runner = new TaskRunner({ plugins: [] });
