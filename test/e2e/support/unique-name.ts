import { randomBytes } from 'node:crypto';

/** For definitions and task types: tests neither meet each other nor what an earlier run left on the server. */
export function uniqueName(prefix: string): string {
  return `${prefix}_${randomBytes(5).toString('hex')}`;
}
