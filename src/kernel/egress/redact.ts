const BLOT = '[secret]';
const BRIEF_CHARACTERS = 300;

/** `text` without the secrets: a platform may quote the very token that it refuses. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, BLOT), text);
}

/** The JSON in `text`, its strings without the secrets; undefined when it is not JSON. */
export function parseRedacted(text: string, secrets: readonly string[]): unknown {
  try {
    // JSON may spell a secret's characters in other ways; without a backslash or a secret there is nothing to look for.
    if (!text.includes('\\') && redact(text, secrets) === text) return JSON.parse(text);
    return JSON.parse(text, (_key, value: unknown) =>
      typeof value === 'string' ? redact(value, secrets) : value,
    );
  } catch {
    return undefined;
  }
}

/** What another machine said, as one short line for a person: no control or bidi characters. */
export function inBrief(text: string): string {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return line.length > BRIEF_CHARACTERS ? `${line.slice(0, BRIEF_CHARACTERS)}…` : line;
}
