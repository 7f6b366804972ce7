/** The types whose tasks no worker is needed for. */
const SYSTEM_TASKS: ReadonlySet<string> = new Set([
  ...['FORK', 'JOIN', 'EXCLUSIVE_JOIN', 'SWITCH', 'DECISION', 'DO_WHILE', 'SUB_WORKFLOW', 'START_WORKFLOW', 'WAIT'],
  ...['HUMAN', 'EVENT', 'HTTP', 'INLINE', 'LAMBDA', 'JSON_JQ_TRANSFORM', 'SET_VARIABLE', 'TERMINATE', 'NOOP'],
  ...['KAFKA_PUBLISH', 'PULL_WORKFLOW_MESSAGES'],
]);

export function isSystemTask(taskType: string): boolean {
  return SYSTEM_TASKS.has(taskType);
}
