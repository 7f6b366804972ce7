/**
 * What a change does to those who call the API with today's client:
 * `breaks`: code that compiles or requests that succeed now will not, or an answer lacks what it had;
 * `check`: nothing fails by itself, but something means less, or may come that did not come before;
 * `adds`: nobody has to do anything.
 */
export type Effect = 'breaks' | 'check' | 'adds';

export interface ApiChange {
  effect: Effect;
  /** The operation (`GET /api/tasks/{taskId}`), the field (`Task.status`) or the schema that changed. */
  subject: string;
  /** What happened to it, to be read after the subject. */
  text: string;
}

/** Who writes a value: the caller (parameters, bodies), the server (answers), or both. */
export interface Direction {
  sent: boolean;
  received: boolean;
}
