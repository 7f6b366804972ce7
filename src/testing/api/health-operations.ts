import { json, text } from './answer.js';
import type { OperationTable } from './operation.js';

const HEALTH = { healthResults: [], suppressedHealthResults: [], healthy: true };
/** Of the server whose behaviour this is. */
const VERSION = '3.32.3';

/** What tells that the server is there. */
export const healthOperations: OperationTable = {
  'GET /health': () => json(HEALTH),
  'GET /api/health': () => json(HEALTH),
  'GET /api/version': () => text(VERSION),
};
