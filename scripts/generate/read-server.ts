import { GenerateError } from './generate-error.js';
import type { OpenApiDocument } from './openapi-document.js';
import { isRecord } from './openapi-document.js';
import { oneLine, parseDocument } from './parse-document.js';

export interface ServerDocument {
  document: OpenApiDocument;
  /** The server's own version, such as `3.32.3`. */
  version: string;
}

/** A server that makes its document for the first time takes 4 to 6 s on an idle machine, and was seen to take 40 s on a busy one. */
const timeoutMs = 180_000;

/** Reads the document and the version of a running server. Throws {@link GenerateError} that says what came instead. */
export async function readServer(url: string): Promise<ServerDocument> {
  const root = serverRoot(url);
  const { status, text } = await get(`${root}/api-docs`);
  const place = `the answer of ${root}/api-docs`;
  if (status !== 200) {
    throw new GenerateError(
      `${root}/api-docs answered ${status}${messageOf(text)}: ${
        status >= 500
          ? 'this server cannot describe itself (3.32.1 never can); read one of another version'
          : 'is this the URL of a Conductor server?'
      }`,
    );
  }
  const document = parseDocument(text, place);
  return { document, version: await readVersion(root) };
}

/** The URL without slashes and `/api` at its end, as users write it either way. */
export function serverRoot(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new GenerateError(`--server needs a URL such as http://localhost:8080/api, not "${url}"`);
  }
  return url
    .replace(/\/+$/, '')
    .replace(/\/api$/, '')
    .replace(/\/+$/, '');
}

/** Servers up to 3.21 have no `/api/version`; all have it in their configuration. */
async function readVersion(root: string): Promise<string> {
  const { status, text } = await get(`${root}/api/version`);
  if (status === 200 && isVersion(text.trim())) return text.trim();
  const config = await get(`${root}/api/admin/config`);
  const version = config.status === 200 ? versionIn(config.text) : undefined;
  if (version !== undefined) return version;
  throw new GenerateError(
    `${root}/api/version answered ${status}, and ${root}/api/admin/config has no version: is this a Conductor server?`,
  );
}

function versionIn(text: string): string | undefined {
  try {
    const config: unknown = JSON.parse(text);
    const version = isRecord(config) ? config.version : undefined;
    return typeof version === 'string' && isVersion(version) ? version : undefined;
  } catch {
    // Not the configuration of a Conductor server; the caller says so.
    return undefined;
  }
}

function isVersion(text: string): boolean {
  return /^\d+\.\d+[\w.+-]*$/.test(text);
}

async function get(url: string): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new GenerateError(`${url} cannot be reached (${reasonOf(error)}): is the server running?`, { cause: error });
  }
}

/** fetch hides the reason ("fetch failed") in the cause; a name with several addresses hides it one level deeper. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`;
  const cause: unknown = error.cause instanceof AggregateError ? error.cause.errors[0] : error.cause;
  if (isRecord(cause) && typeof cause.code === 'string') return cause.code;
  return oneLine(cause ?? error);
}

/** The message of the server's error model, if the text is one. */
function messageOf(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) && typeof body.message === 'string' ? ` (${oneLine(body.message).slice(0, 200)})` : '';
  } catch {
    // An error page; its status says enough.
    return '';
  }
}
