// error: Property 'name' is missing
import { TaskRunner } from '../../../src/index.js';

export const runner = new TaskRunner({ workers: [], plugins: [{ setup: () => undefined }] });
