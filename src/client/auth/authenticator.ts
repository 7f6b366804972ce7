/** Headers that prove who sends a request. The object is the same for as long as the credentials are. */
export type Credentials = Readonly<Record<string, string>>;

/** Where credentials come from. */
export interface Authenticator {
  /** The credentials to use now; `undefined` if they have to be fetched. */
  current(): Credentials | undefined;
  /** Fetches credentials. Callers at the same time share one fetch. */
  fetch(): Promise<Credentials>;
  /**
   * Other credentials than `refused`, which the server no longer takes; `undefined` if there are none to be had.
   */
  renew(refused: Credentials): Promise<Credentials> | undefined;
  /** What must appear in no error. */
  secrets(): readonly string[];
}
