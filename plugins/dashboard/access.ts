import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIPv4 } from 'node:net';

/*
 * Who may read the page. It has no login: whoever reaches the port may. A browser reaches more than the page that it shows was meant to,
 * so three ways are closed by which somebody else's page could read this one:
 *
 *   way                                                                   closed by
 *   its own name is resolved to this machine's address (DNS rebinding)    Host must be a name that this server is known by
 *   it asks for our answers across origins                                Origin must be ours; no CORS headers; Sec-Fetch-Site, under /api/
 *   it shows our page in a frame, or has our files loaded                 frame-ancestors, Cross-Origin-Resource-Policy
 */

const SECURITY_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

export function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
}

export interface AccessSettings {
  /** What the server listens on. */
  readonly host: string;
  /** In lower case. */
  readonly allowedHosts: readonly string[];
}

/** Why a request is refused, in a sentence for whoever made it; `undefined` when it is welcome. */
export function refusalOf(request: IncomingMessage, path: string, settings: AccessSettings): string | undefined {
  const { host, origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (!isKnownHost(host, request.socket.localAddress, settings))
    return `This page is not known as ${host === undefined ? 'nothing at all' : JSON.stringify(host)}: add the name to allowedHosts of dashboard() if it should be.`;
  if (origin !== undefined && !isOwnOrigin(origin, host)) return 'Pages of other origins may not read this one.';
  if (path.startsWith('/api/') && site !== undefined && site !== 'same-origin' && site !== 'none')
    return 'Pages of other sites may not read this one.';
  return undefined;
}

function isKnownHost(header: string | undefined, localAddress: string | undefined, settings: AccessSettings): boolean {
  const name = nameOf(header);
  if (name === undefined) return false;
  if (name === 'localhost' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'))) return true;
  if (settings.allowedHosts.includes(name)) return true;
  const host = bracketed(settings.host);
  if (host === '0.0.0.0' || host === '[::]') {
    // Listening everywhere: the address by which this request has come. Somebody else's name is not an address.
    return localAddress !== undefined && name === bracketed(localAddress.replace(/^::ffff:(?=\d+\.)/, ''));
  }
  return name === host;
}

/** The name in a Host header, in lower case and without its port; `undefined` for what is none. */
function nameOf(header: string | undefined): string | undefined {
  return /^(\[[\da-f:.]+\]|[\w.-]+?)\.?(:\d{1,5})?$/i.exec(header ?? '')?.[1]?.toLowerCase();
}

/** An IPv6 address as it stands in a Host header; anything else as it is. */
function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host.toLowerCase()}]` : host.toLowerCase();
}

/** By host and port alone: a proxy before us may have taken the TLS off. */
function isOwnOrigin(origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: own } = new URL(origin);
  const asked = `${protocol}//${host ?? ''}`;
  return /^https?:$/.test(protocol) && URL.canParse(asked) && own === new URL(asked).host;
}
