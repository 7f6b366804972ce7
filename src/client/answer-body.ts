import type { RequestOptions } from '../../generated/client/index.js';
import { bytesOf, contentKind, textOf } from './content-type.js';
import type { JsonCodec } from './json-codec.js';
import type { TransportResponse } from './transport.js';

/** How a body that has been read wholly can be decoded. */
export type ReadParseAs = Exclude<NonNullable<RequestOptions['parseAs']>, 'auto' | 'formData' | 'stream'>;

/** An answer that is not what the operation answers. */
export class UnexpectedBody extends Error {}

/**
 * Decodes the body of a successful answer, by its content type unless the caller says how. Nothing becomes `undefined`.
 *
 * @param known what the operation answers whatever the content type says: a file is a `Blob`.
 */
export function decodeAnswer(
  response: TransportResponse,
  parseAs: ReadParseAs | 'auto' | undefined,
  known: 'file' | 'text' | undefined,
  json: JsonCodec,
): unknown {
  const { body } = response;
  if (parseAs !== undefined && parseAs !== 'auto') return decodeAs(response, parseAs, json);
  if (known === 'file') return toBlob(response);
  if (body.length === 0) return undefined;
  if (known === 'text') return textOf(body);
  const contentType = response.headers.get('content-type');
  switch (contentKind(contentType)) {
    case 'json':
      return parseJson(textOf(body), json);
    case 'text':
      return textOf(body);
    case 'none':
      return jsonOrText(textOf(body), json);
    case 'html':
      throw new UnexpectedBody('the answer is a web page');
    case 'events':
      throw new UnexpectedBody(
        'the answer is an event stream, for client.sse or a generated method that returns a stream',
      );
    case 'binary':
      throw new UnexpectedBody(
        `the answer is of type "${contentType ?? ''}", neither JSON nor text (pass parseAs if this is right)`,
      );
  }
}

function decodeAs(response: TransportResponse, parseAs: ReadParseAs, json: JsonCodec): unknown {
  const { body } = response;
  switch (parseAs) {
    case 'json':
      return body.length === 0 ? undefined : parseJson(textOf(body), json);
    case 'text':
      return textOf(body);
    case 'arrayBuffer':
      return bytesOf(body).buffer;
    case 'blob':
      return toBlob(response);
  }
}

function toBlob({ body, headers }: TransportResponse): Blob {
  return new Blob([bytesOf(body)], { type: headers.get('content-type') ?? '' });
}

function parseJson(text: string, json: JsonCodec): unknown {
  try {
    return json.parse(text);
  } catch (cause) {
    throw new UnexpectedBody('the answer is no valid JSON', { cause });
  }
}

function jsonOrText(text: string, json: JsonCodec): unknown {
  try {
    return json.parse(text);
  } catch {
    // Without a content type both are right.
    return text;
  }
}
