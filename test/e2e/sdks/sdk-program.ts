/** A program that uses another SDK, ready to run. */
export interface SdkProgram {
  /**
   * @param serverUrl without `/api`
   * @param prefix with which the names of its definitions begin
   * @returns what it wrote
   * @throws when it fails or is not over in time, with all that it wrote
   */
  run(serverUrl: string, prefix: string): Promise<string>;
}

/** A program that is not over by then has come to a stop: they take about four seconds. */
export const PROGRAM_TIMEOUT_MS = 90_000;

/** For downloads; an installation takes about five seconds. */
export const INSTALL_TIMEOUT_MS = 240_000;
