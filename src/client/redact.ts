const REDACTED = '[redacted]';
/** Shorter ones are no secrets, and taking them out would garble the text. */
const SHORTEST_SECRET = 4;

/** Takes secrets out of text that came from outside and goes into an error: a server may repeat what it was sent. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length >= SHORTEST_SECRET && clean.includes(secret)) clean = clean.replaceAll(secret, REDACTED);
  }
  return clean;
}

/** Whether a header's name says that its value is not for everybody's eyes. */
export function isSecretHeader(name: string): boolean {
  return /auth|token|secret|cookie|key|session|credential|password/i.test(name);
}
