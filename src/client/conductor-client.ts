import type { Client } from '../../generated/client/index.js';

/**
 * A client for one Conductor server: what the generated methods take as `client`.
 *
 * It throws its errors unless a call says `throwOnError: false`, like the generated methods and unlike the bare verbs' types suggest.
 * `setConfig` and the interceptors of the generated type have no meaning here and say so.
 */
export interface ConductorClient extends Client, AsyncDisposable {
  /** The server's address with the path of its API, without credentials: `http://localhost:8080/api`. */
  readonly serverUrl: string;
  /**
   * Ends what is under way with a `ConductorConnectionError`, closes every connection and runs the clean-ups of plugins. Calls that come
   * later are rejected. Rejects if a clean-up fails, after everything is closed. A second call returns the same promise.
   */
  close(): Promise<void>;
}
