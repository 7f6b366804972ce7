// error: 'concurency' does not exist
import { defineWorker } from '../../../src/worker/define-worker.js';

export const worker = defineWorker({ name: 'w', concurency: 5, execute: () => ({}) });
