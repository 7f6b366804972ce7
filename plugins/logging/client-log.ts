import type { ClientHost } from '../../src/index.js';
import { errorKind } from './error-kind.js';
import { errorRecord, errorSummary } from './error-record.js';
import type { LogOutput } from './log-output.js';
import type { LogLevel } from './logger.js';
import { tenths } from './record-fields.js';
import { Repeats, type RepeatSettings } from './repeats.js';

export const REQUEST_MESSAGE = 'request failed';

/** Writes attempts of a client that failed: without an answer, or with one that says nothing about the request. */
export function logRequests(
  host: ClientHost,
  output: LogOutput,
  { level, repeats, now }: { readonly level: LogLevel; readonly repeats: RepeatSettings; readonly now: () => number },
): void {
  const failures = new Repeats(repeats);
  host.on('requestCompleted', ({ route, status, durationMs, attempt, error }) => {
    if (status !== 0 && status !== 429 && status < 500) return;
    output.refresh();
    if (!output.isEnabled(level)) return;
    const kind = `${route} ${status} ${error === undefined ? '' : errorKind(errorSummary(error))}`;
    const { isWritten, count, suppressed } = failures.failed(kind, now());
    if (!isWritten) return;
    const record = {
      ...{ event: 'requestCompleted', route, status, durationMs: tenths(durationMs), attempt },
      ...(error !== undefined && { err: errorRecord(error) }),
      ...(count > 1 && { count }),
      ...(suppressed > 0 && { suppressed }),
    };
    output.write(output.logger, level, record, REQUEST_MESSAGE);
  });
}
