import type { TaskOutcome } from '../../src/index.js';
import { ELLIPSIS } from './bounded-copy.js';
import type { TaskData } from './task-data.js';

/** Of a line that a handler has logged. */
const LONGEST_LINE = 8_000;

/** What the records about outcomes have in common. */
export function outcomeFields(event: TaskOutcome, data: TaskData): object {
  const { result, reason, executeMs, updateMs, late } = event;
  return {
    ...(result !== undefined && { status: result.status }),
    ...(reason !== undefined && { reason }),
    ...(result?.reasonForIncompletion !== undefined && { reasonForIncompletion: result.reasonForIncompletion }),
    ...rounded({ executeMs, updateMs }),
    ...(late && { late }),
    ...data.of(event),
  };
}

/** Numbers to a tenth: what is behind that in milliseconds is noise, and takes a third of the line. */
export function rounded(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'number' ? Math.round(value * 10) / 10 : value,
    ]),
  );
}

export function cutLine(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  return `${line.slice(0, LONGEST_LINE)}${ELLIPSIS} (${line.length - LONGEST_LINE} more characters)`;
}
