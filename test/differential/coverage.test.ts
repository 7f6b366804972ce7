import { expect } from 'chai';

import { corpus } from './corpus/index.js';
import { randomCase } from './random-case.js';

/** Every task type and every rule that the in-process Conductor has, by the names that cases cover. */
const TASK_TYPES = [
  ...[
    'SIMPLE',
    'DYNAMIC',
    'SWITCH value-param',
    'SWITCH javascript',
    'DECISION',
    'FORK_JOIN',
    'JOIN',
    'EXCLUSIVE_JOIN',
  ],
  ...['FORK_JOIN_DYNAMIC tasks', 'FORK_JOIN_DYNAMIC forkTaskName', 'FORK_JOIN_DYNAMIC forkTaskWorkflow'],
  ...['FORK_JOIN_DYNAMIC dynamicForkJoinTasksParam', 'DO_WHILE condition', 'DO_WHILE items', 'DO_WHILE keepLastN'],
  ...[
    'SUB_WORKFLOW by name',
    'SUB_WORKFLOW inline definition',
    'START_WORKFLOW',
    'WAIT duration',
    'WAIT until',
    'WAIT none',
  ],
  ...['HUMAN', 'EVENT', 'HTTP', 'INLINE', 'LAMBDA', 'JSON_JQ_TRANSFORM', 'SET_VARIABLE', 'TERMINATE', 'NOOP'],
  ...['PULL_WORKFLOW_MESSAGES', 'KAFKA_PUBLISH'],
];
const RULES = [
  ...['expressions', 'TaskDef.inputTemplate', 'WorkflowDef.inputTemplate', 'WorkflowDef.variables', 'outputParameters'],
  ...[
    'retry FIXED',
    'retry LINEAR_BACKOFF',
    'retry EXPONENTIAL_BACKOFF',
    'maxRetryDelaySeconds',
    'WorkflowTask.retryCount',
  ],
  ...['responseTimeoutSeconds', 'pollTimeoutSeconds', 'timeoutSeconds', 'totalTimeoutSeconds', 'workflow timeout'],
  ...['TIME_OUT_WF', 'RETRY', 'ALERT_ONLY', 'optional', 'permissive', 'failureWorkflow', 'FAILED', 'CANCELED'],
  ...[
    'FAILED_WITH_TERMINAL_ERROR',
    'IN_PROGRESS',
    'concurrency limit',
    'domains and taskToDomain',
    'correlationId',
    'priority',
  ],
  ...['idempotency key and strategy', 'external update by id', 'external update by reference name', 'signal'],
  ...[
    'lease extension',
    'update-v2',
    'late updates',
    'pause',
    'resume',
    'terminate',
    'restart',
    'rerun',
    'retry',
    'delete',
  ],
  ...['restart with the latest definition', 'rerun from a task', 'skip task', 'bulk operations', 'search', 'task logs'],
  ...['queue sizes', 'poll data', 'validation messages', 'schedules', 'event handlers', 'start_workflow action'],
  ...['complete_task action', 'fail_task action', 'workflow test', 'mocks', 'execute'],
];

describe('differential corpus', () => {
  const covered = new Set(corpus.flatMap(({ covers }) => covers));

  it('has at least 80 cases, each with a name of its own', () => {
    expect(corpus.length).to.be.at.least(80);
    expect(new Set(corpus.map(({ name }) => name)).size).to.equal(corpus.length);
  });

  for (const name of [...TASK_TYPES, ...RULES]) {
    it(`covers ${name}`, () => {
      expect(covered.has(name), name).to.equal(true);
    });
  }
});

describe('random workflows', () => {
  it('are the same for the same seed, and others for others', () => {
    expect(randomCase(7)).to.deep.equal(randomCase(7));
    expect(randomCase(7)).not.to.deep.equal(randomCase(8));
  });

  it('have, among a hundred, every type that takes part in them', () => {
    const text = JSON.stringify(Array.from({ length: 100 }, (_, seed) => randomCase(seed)));
    for (const type of [
      'SIMPLE',
      'DYNAMIC',
      'SWITCH',
      'DECISION',
      'FORK_JOIN',
      'FORK_JOIN_DYNAMIC',
      'JOIN',
      'DO_WHILE',
    ]) {
      expect(text).to.include(`"type":"${type}"`);
    }
    for (const type of ['SUB_WORKFLOW', 'INLINE', 'LAMBDA', 'SET_VARIABLE', 'NOOP', 'WAIT', 'EVENT', 'TERMINATE']) {
      expect(text).to.include(`"type":"${type}"`);
    }
    expect(text).to.include('"type":"JSON_JQ_TRANSFORM"');
  });
});
