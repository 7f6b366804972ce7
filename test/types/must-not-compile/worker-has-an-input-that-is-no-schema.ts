// error: 'type' does not exist
import { defineWorker } from '../../../src/worker/define-worker.js';

export const worker = defineWorker({ name: 'w', input: { type: 'object' }, execute: () => ({}) });
