import type { Answering } from '../../testing/support/recorded.js';
import { serverUrl } from './server-url.js';

/** The server under test, for what was recorded of one before. */
export const serverAnswering: Answering = {
  async send(method, target, body, { contentType = 'application/json' } = {}) {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${serverUrl()}${target}`, {
      method,
      // As bytes: of a text fetch would say by itself what it is.
      ...(text !== '' && { body: new TextEncoder().encode(text) }),
      headers: text === '' || contentType === '' ? {} : { 'content-type': contentType },
    });
    const type = response.headers.get('content-type') ?? undefined;
    const answered = await response.text();
    return {
      status: response.status,
      ...(type !== undefined && { contentType: type }),
      body: type?.startsWith('application/json') === true ? (JSON.parse(answered) as unknown) : answered,
    };
  },
};
