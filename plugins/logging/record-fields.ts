import type { TaskOutcome } from '../../src/index.js';
import type { TaskData } from './task-data.js';

/** Fields of a record. They are set one by one: of several objects spread into one, V8 makes an object that is slow to write. */
export type Fields = Record<string, unknown>;

/** What the records about outcomes have in common. */
export function outcomeFields(event: TaskOutcome, data: TaskData): Fields {
  const { result, reason, executeMs, updateMs, late } = event;
  const fields: Fields = {};
  if (result !== undefined) fields.status = result.status;
  if (reason !== undefined) fields.reason = reason;
  if (result?.reasonForIncompletion !== undefined) fields.reasonForIncompletion = result.reasonForIncompletion;
  fields.executeMs = tenths(executeMs);
  fields.updateMs = tenths(updateMs);
  if (late) fields.late = late;
  data.addTo(fields, event);
  return fields;
}

/** Milliseconds to a tenth: what is behind that is noise, and takes a third of the line. */
export function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
