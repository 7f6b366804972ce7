import type { SubjectSettings } from './subject.js';

/** Which loop a cell runs. */
export const SUBJECTS = [
  ...(['raw', 'raw-dispatch', 'runner', 'runner+listeners', 'runner+interceptors'] as const),
  ...(['runner+metrics', 'runner+plugins'] as const),
] as const;
export type SubjectName = (typeof SUBJECTS)[number];

/** What a cell is told: the only argument of its process, as JSON. */
export interface CellSettings extends SubjectSettings {
  readonly subject: SubjectName;
  readonly warmUpTasks: number;
}
