import type { TaskDef } from '../../../../generated/index.js';
import { withTaskDefDefaults } from './defaults.js';
import type { FromWire } from './from-wire.js';
import { emptyTextError, minimumError, type ValidationError } from './validation-error.js';

/**
 * What the server finds wrong with a task definition, in its words. Everything else is accepted: any name, negative limits and delays.
 *
 * @example
 * validateTaskDef({ name: 'a', timeoutSeconds: 60 });
 * // [{ path: '', message: 'TaskDef: a responseTimeoutSeconds: 3600 must be less than timeoutSeconds: 60' }]
 */
export function validateTaskDef(given: FromWire<TaskDef>): readonly ValidationError[] {
  // A backoffScaleFactor that is null passes, and so does its default.
  const def = withTaskDefDefaults(given);
  const atLeastZero = (
    field: 'retryCount' | 'pollTimeoutSeconds' | 'maxRetryDelaySeconds' | 'backoffJitterMs' | 'totalTimeoutSeconds',
  ) => minimumError(field, def[field], 0, `TaskDef ${field}: 0 must be >= 0`);
  return [
    ...emptyTextError('name', def.name, 'TaskDef name cannot be null or empty'),
    ...atLeastZero('retryCount'),
    ...minimumError(
      'responseTimeoutSeconds',
      def.responseTimeoutSeconds,
      1,
      `TaskDef responseTimeoutSeconds: ${def.responseTimeoutSeconds} should be minimum 1 second`,
    ),
    ...atLeastZero('pollTimeoutSeconds'),
    ...minimumError(
      'backoffScaleFactor',
      def.backoffScaleFactor,
      1,
      'Backoff scale factor. Applicable for LINEAR_BACKOFF',
    ),
    ...atLeastZero('maxRetryDelaySeconds'),
    ...atLeastZero('backoffJitterMs'),
    ...atLeastZero('totalTimeoutSeconds'),
    ...timeoutErrors(def),
  ];
}

function timeoutErrors(def: TaskDef): readonly ValidationError[] {
  const { name, timeoutSeconds = 0, responseTimeoutSeconds = 0, totalTimeoutSeconds = 0 } = def;
  const errors: ValidationError[] = [];
  if (timeoutSeconds > 0 && responseTimeoutSeconds > timeoutSeconds) {
    const message = `TaskDef: ${name} responseTimeoutSeconds: ${responseTimeoutSeconds} must be less than timeoutSeconds: ${timeoutSeconds}`;
    errors.push({ path: '', message });
  }
  if (timeoutSeconds > 0 && totalTimeoutSeconds > 0 && timeoutSeconds > totalTimeoutSeconds) {
    const message = `TaskDef: ${name} timeoutSeconds: ${timeoutSeconds} must be less than or equal to totalTimeoutSeconds: ${totalTimeoutSeconds}`;
    errors.push({ path: '', message });
  }
  return errors;
}
