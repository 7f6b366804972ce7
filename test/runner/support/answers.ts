import { TransportFailure } from '../../../src/client/transport-failure.js';
import type { TransportResponse } from '../../../src/client/transport.js';

/** What a scripted server does with one request. */
export type Answer = (perform: () => TransportResponse) => TransportResponse | Promise<TransportResponse>;

export function json(status: number, body: unknown, headers: Record<string, string> = {}): TransportResponse {
  const all = new Headers({ 'content-type': 'application/json', ...headers });
  return { status, headers: all, body: JSON.stringify(body) };
}

export function text(status: number, body: string, contentType = 'text/plain'): TransportResponse {
  return { status, headers: new Headers({ 'content-type': contentType }), body };
}

/** An error in the words of a Conductor server; nothing is carried out. */
export function refuse(status: number, message: string, headers?: Record<string, string>): Answer {
  return () => json(status, { status, message, instance: 'host', retryable: false }, headers);
}

/** An error in the words of a Conductor server, although the request was carried out. */
export function refuseAfterwards(status: number, message: string): Answer {
  return (perform) => {
    perform();
    return json(status, { status, message, instance: 'host', retryable: false });
  };
}

/** The request never arrives. */
export const loseRequest: Answer = () => {
  throw new TransportFailure('connection', 'connection refused', { mayHaveArrived: false });
};

/** The request is carried out, and its answer never arrives. */
export const loseAnswer: Answer = (perform) => {
  perform();
  throw new TransportFailure('connection', 'socket closed', { mayHaveArrived: true });
};

/** Nothing is carried out, and nothing comes back, ever: a transport that does not keep to its deadlines. */
export const hang: Answer = () => new Promise<never>(() => undefined);

/** Carries the request out once `release` is called. */
export function later(): { readonly answer: Answer; readonly release: () => void } {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  return { answer: (perform) => released.then(perform), release: () => release() };
}
