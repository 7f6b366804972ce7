import { messageOf } from './text.js';

/** Errors of this package that tell of a connection, a deadline or a setting, and of nothing else. */
const WITHOUT_DATA = new Set(['ConductorConnectionError', 'ConductorTimeoutError', 'ConductorConfigError']);

/**
 * The text of an `error` event. What listeners and interceptors throw may quote the task that they were called for, so that without
 * leave to show data only the kind of error is told, except of those that cannot: system errors, and some of this package.
 */
export function errorText(error: unknown, showData: boolean): string {
  if (!(error instanceof Error)) return showData ? messageOf(error) : `a ${typeof error} was thrown`;
  const name = nameOf(error);
  if (showData || isSystemError(error) || WITHOUT_DATA.has(name)) return `${name}: ${messageOf(error)}`;
  return `${name} (what it says may quote a task: see showData)`;
}

/** Of a class that somebody has written down, not of a text that came from elsewhere. */
function nameOf(error: Error): string {
  try {
    return /^[A-Za-z]\w{0,60}$/.test(error.name) ? error.name : 'Error';
  } catch {
    // A getter of the user's that throws.
    return 'Error';
  }
}

/** Of Node's: `listen EADDRINUSE: address already in use 127.0.0.1:8081`. */
function isSystemError(error: Error): boolean {
  return 'syscall' in error && 'code' in error && typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code);
}
