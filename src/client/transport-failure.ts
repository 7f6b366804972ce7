/**
 * Why a transport has no complete answer:
 * - `timeout`: the time of the attempt was over;
 * - `connection`: no connection, or it was lost;
 * - `closed`: the transport was closed.
 */
export type TransportFailureKind = 'timeout' | 'connection' | 'closed';

/** What a transport rejects with when it knows how far a request got. */
export class TransportFailure extends Error {
  static {
    this.prototype.name = 'TransportFailure';
  }

  readonly kind: TransportFailureKind;
  /** False if the request certainly never reached the server. */
  readonly mayHaveArrived: boolean;

  constructor(kind: TransportFailureKind, message: string, details: { mayHaveArrived: boolean; cause?: unknown }) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.mayHaveArrived = details.mayHaveArrived;
  }
}
