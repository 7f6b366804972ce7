/**
 * Puts secrets in the place of `${workflow.secrets.NAME}`. That is done when a worker polls, or a system task runs, so that no secret is
 * stored: {@link resolveExpressions} leaves them as they are, and so do the input that is kept and the conditions of switches.
 *
 * One that is not there is null when it stands alone, and nothing inside a longer text. What holds none is returned as it is.
 *
 * @param secret - the value of a name; without it no secret is there.
 */
export function substituteSecrets<T>(value: T, secret: (name: string) => string | undefined = () => undefined): T {
  // The shape stays, and a text may become null, which what takes the input of a task expects anywhere.
  return substituted(value, secret) as T;
}

const SECRET = /\$\{workflow\.secrets\.([^}]+)\}/g;
const ALONE = /^\$\{workflow\.secrets\.([^}]+)\}$/;

function substituted(value: unknown, secret: (name: string) => string | undefined): unknown {
  if (typeof value === 'string') return inText(value, secret);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => substituted(item, secret));
    return items.some((item, at) => item !== value[at]) ? items : value;
  }
  const entries = Object.entries(value);
  const changed = entries.map(([key, item]) => [key, substituted(item, secret)] as const);
  return changed.some(([, item], at) => item !== entries[at]?.[1]) ? Object.fromEntries(changed) : value;
}

function inText(text: string, secret: (name: string) => string | undefined): string | null {
  if (!text.includes('${workflow.secrets.')) return text;
  const [, name] = ALONE.exec(text) ?? [];
  if (name !== undefined) return secret(name) ?? null;
  return text.replace(SECRET, (_, each: string) => secret(each) ?? '');
}
