import { EngineError } from '../engine/engine-error.js';
import { text, type ApiAnswer } from './answer.js';

/** The server tells the name of its host. */
const INSTANCE = 'in-process';

/** An error as the server answers it. */
export function errorAnswer(error: unknown): ApiAnswer {
  if (!(error instanceof EngineError)) {
    return errorJson(500, { message: error instanceof Error ? error.message : String(error), instance: INSTANCE });
  }
  const { status, message, validationErrors, isText } = error;
  if (isText) return text(message, status);
  if (validationErrors !== undefined) return errorJson(status, { message, validationErrors });
  // A request that the server gives up has no message.
  return errorJson(status, { ...(message !== '' && { message }), instance: INSTANCE });
}

function errorJson(status: number, details: Readonly<Record<string, unknown>>): ApiAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify({ status, ...details, retryable: false }) };
}
