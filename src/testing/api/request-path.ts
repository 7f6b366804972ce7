/*
 * The path of a request, as the server's container takes it apart before the server sees it: segments between slashes, without what follows
 * a semicolon, decoded.
 */

const SLASH = 47;

/**
 * The segments of a path. `/a/b` has two, `/a/b/` three, the last of which is empty: the server does not know such a path.
 * @param path percent-encoded, without the query
 * @returns undefined for what the container refuses: an encoding that is none, a slash, a backslash or a zero that is encoded
 */
export function segmentsOf(path: string): readonly string[] | undefined {
  const segments = splitAtSlashes(path);
  if (!/[%;]/.test(path)) return segments;
  const decoded = segments.map(decodedSegment);
  return decoded.every((segment) => segment !== undefined) ? decoded : undefined;
}

function splitAtSlashes(path: string): string[] {
  return (path.charCodeAt(0) === SLASH ? path.slice(1) : path).split('/');
}

function decodedSegment(segment: string): string | undefined {
  const text = withoutParameters(segment);
  if (/%(?:2f|5c|00)/i.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** `a;x=1` is `a`. */
function withoutParameters(segment: string): string {
  const at = segment.indexOf(';');
  return at < 0 ? segment : segment.slice(0, at);
}

/** A path as the server names it when there is nothing there: without what is empty. */
export function shownPath(path: string): string {
  return splitAtSlashes(path)
    .map(withoutParameters)
    .filter((segment) => segment !== '')
    .join('/');
}
