const releases = new WeakMap<object, () => void>();

/** Says how polls of a client are released that the server holds. */
export function canReleasePolls(client: object, release: () => void): void {
  releases.set(client, release);
}

/** Has the polls of a client that the server holds answered now, if its transport can do that. */
export function releaseHeldPolls(client: object): void {
  releases.get(client)?.();
}
