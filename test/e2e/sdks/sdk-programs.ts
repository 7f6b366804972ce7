/** `orders` works on workflows with workers of its own; `operations` calls what else the SDK has. */
export type ProgramName = 'orders' | 'operations';

/** Programs that use another SDK, ready to run. */
export interface SdkPrograms {
  /**
   * @param serverUrl without `/api`
   * @param prefix with which the names of its definitions begin
   * @returns what it wrote
   * @throws when it fails or is not over in time, with the end of what it wrote
   */
  run(program: ProgramName, serverUrl: string, prefix: string): Promise<string>;
}

/** A program that is not over by then has come to a stop: they take four to twelve seconds. */
export const PROGRAM_TIMEOUT_MS = 90_000;

/** For downloads; an installation takes about five seconds. */
export const INSTALL_TIMEOUT_MS = 240_000;
