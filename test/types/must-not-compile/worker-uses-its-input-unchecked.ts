// error: of type 'unknown'
import type { Worker } from '../../../src/worker/worker.js';

export const worker: Worker = { name: 'w', execute: ({ inputData }) => ({ street: inputData.address.street }) };
