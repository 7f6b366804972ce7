/** How requests prove who sends them. */
export type AuthOptions = KeyAuthOptions | TokenAuthOptions | HeaderAuthOptions;

/** An access key, exchanged for a token at `POST /token`, which is renewed in time. */
export interface KeyAuthOptions {
  readonly keyId: string;
  readonly keySecret: string;
}

/** A token, sent as it is. */
export interface TokenAuthOptions {
  readonly token: string;
}

/** Any other scheme. */
export interface HeaderAuthOptions {
  /** Called for each attempt. What it returns is added to the headers. */
  getHeaders(): Promise<Record<string, string>>;
}
