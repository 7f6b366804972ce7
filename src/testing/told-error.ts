import { EngineError } from './engine/engine-error.js';

/**
 * What went wrong in an operation of the engine, as a test is told: an `EngineError` whose message has what validation has found, one a
 * line. Over HTTP that is in a field of its own.
 */
function toldError(error: unknown): EngineError {
  if (!(error instanceof EngineError)) {
    // Whatever it is, the server would answer 500 with its message.
    return new EngineError(500, error instanceof Error ? error.message : String(error), { cause: error });
  }
  const { status, message, validationErrors = [] } = error;
  if (validationErrors.length === 0) return error;
  const lines = validationErrors.map((one) => `  ${one.path}: ${one.message}`);
  return new EngineError(status, [message, ...lines].join('\n'), { validationErrors });
}

/** Does something with the engine. @throws EngineError, whatever goes wrong */
export function told<Result>(operation: () => Result): Result {
  try {
    return operation();
  } catch (error) {
    throw toldError(error);
  }
}
