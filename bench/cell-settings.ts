import type { SubjectSettings } from './subject.js';

/** Which loop a cell runs. */
export const SUBJECTS = [
  ...(['raw', 'raw-dispatch', 'runner', 'runner+listeners', 'runner+interceptors'] as const),
  ...(['runner+spans', 'runner+metrics', 'runner+plugins', 'runner+plugins+all-traces'] as const),
  'in-process',
] as const;
export type SubjectName = (typeof SUBJECTS)[number];

/** What a cell is told: the only argument of its process, as JSON. */
export interface CellSettings extends SubjectSettings {
  readonly subject: SubjectName;
  readonly warmUpTasks: number;
}
