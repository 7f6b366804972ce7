const ADVICE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; is the server running, and is serverUrl right?',
  ENOTFOUND: 'the host name is unknown; check serverUrl',
  EAI_AGAIN: 'the host name cannot be resolved now; check serverUrl and the name service',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the network',
  ETIMEDOUT: 'the host does not react; check serverUrl and firewalls',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not react; check serverUrl and firewalls',
  ECONNRESET: 'the other side closed the connection',
  EPIPE: 'the other side closed the connection',
  UND_ERR_SOCKET: 'the other side closed the connection',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer was cut off',
  SELF_SIGNED_CERT_IN_CHAIN: "the server's certificate is not trusted; give its authority as tls.ca",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the server's certificate is not trusted; give it as tls.ca",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the server's certificate is not trusted; give its authority as tls.ca",
  UNABLE_TO_GET_ISSUER_CERT: "the server's certificate is not trusted; give its authority as tls.ca",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the server's certificate is not trusted; give its authority as tls.ca",
  CERT_HAS_EXPIRED: "the server's certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for another host name",
  EPROTO: 'the server does not speak TLS there, or refuses what is offered; check the scheme of serverUrl',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server does not speak TLS there; check the scheme of serverUrl',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'the server wants a client certificate; give tls.cert and tls.key',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE:
    'the TLS handshake failed; the server may want a client certificate (tls.cert and tls.key)',
};

/** Codes after which the request certainly was not sent. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  ...Object.keys(ADVICE).filter((code) => code.includes('CERT')),
]);

/** An error and what it was made of: `fetch` and undici wrap the system's errors. */
function* layersOf(error: unknown): Generator<object> {
  let current = error;
  for (let depth = 0; depth < 8 && typeof current === 'object' && current !== null; depth++) {
    yield current;
    // Of the attempts on several addresses the first stands for all.
    current = current instanceof AggregateError ? current.errors[0] : 'cause' in current ? current.cause : undefined;
  }
}

/** The system's code of a failure, from as deep as it lies. */
export function failureCode(error: unknown): string | undefined {
  for (const layer of layersOf(error)) if ('code' in layer && typeof layer.code === 'string') return layer.code;
  return undefined;
}

/** What went wrong and what to do about it, as far as the code tells. */
export function connectionAdvice(error: unknown): string {
  const code = failureCode(error);
  const text = deepestMessage(error);
  const advice = code === undefined ? undefined : ADVICE[code];
  if (isParserError(error)) {
    return `${text}: what answers there does not speak HTTP/1.1; check scheme and port of serverUrl`;
  }
  if (text.startsWith('Proxy response (407)'))
    return `${text}: the proxy wants credentials; put them into its URL (http://user:password@host:port)`;
  if (advice === undefined) return text;
  return text === '' ? `${code ?? ''}: ${advice}` : `${text}: ${advice}`;
}

/** Whether the request certainly did not reach the server. */
export function neverSent(error: unknown): boolean {
  const code = failureCode(error);
  return code !== undefined && NEVER_SENT.has(code);
}

/** Whether the failure lies in how both sides are set up, so that the same request fails again. */
export function isLasting(error: unknown): boolean {
  const code = failureCode(error) ?? '';
  return /CERT|ISSUER|LEAF_SIGNATURE|^ERR_SSL|^ERR_TLS|^EPROTO$/.test(code) || isParserError(error);
}

function isParserError(error: unknown): boolean {
  return [...layersOf(error)].some((layer) => layer instanceof Error && layer.name === 'HTTPParserError');
}

/** The innermost error says what happened, the outer ones only that something did ("fetch failed"). */
function deepestMessage(error: unknown): string {
  let message = error instanceof Error ? error.message : String(error);
  for (const layer of layersOf(error)) if (layer instanceof Error && layer.message !== '') ({ message } = layer);
  return message;
}
