import { Logger } from '@nestjs/common';

/** Values of one event: ids, counts, codes. Never a post's text, never a secret. */
export type EventFields = Record<string, string | number | boolean | null | undefined>;

/** One line an event: a name and fields, with anything that looks like a credential struck out. */
export class EventLog {
  private readonly logger: Logger;

  constructor(area: string) {
    this.logger = new Logger(area);
  }

  info(event: string, fields: EventFields = {}): void {
    // A delivery is an event: a line that nobody wants is not made.
    if (Logger.isLevelEnabled('log')) this.logger.log(line(event, fields));
  }

  warn(event: string, fields: EventFields = {}): void {
    this.logger.warn(line(event, fields));
  }

  error(event: string, cause: unknown, fields: EventFields = {}): void {
    const stack = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    this.logger.error(`${line(event, fields)} ${redact(stack)}`);
  }
}

function line(event: string, fields: EventFields): string {
  const pairs = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return redact([event, ...pairs].join(' '));
}

const SECRET_SHAPES: readonly [RegExp, string][] = [
  // A bot's token is part of Telegram's URL.
  [/\d{5,}:[A-Za-z0-9_-]{20,}/g, '[bot token]'],
  [/(Bearer\s+)[A-Za-z0-9._~+/=-]+/gi, '$1[token]'],
  [/(oauth_\w+=")[^"]*(")/gi, '$1[oauth]$2'],
  [
    /((?:access_token|client_secret|appsecret_proof|refresh_token)["']?\s*[=:]\s*["']?)[^&\s"',}]+/gi,
    '$1[token]',
  ],
  // A session's cookie, and keys as they stand in a ring.
  [/((?:__Host-)?munadi=)[^;\s"]+/g, '$1[session]'],
  [/\bEAA[A-Za-z0-9]{20,}/g, '[token]'],
  [/(postgres(?:ql)?:\/\/[^:@\s]*:)[^@\s]*@/gi, '$1[password]@'],
];

/** Shorter ones would be found in ordinary words. */
const LEAST_SECRET_CHARACTERS = 8;
const knownSecrets = new Set<string>();

/** From now on no line quotes any of these. Said once, when a process starts. */
export function hideSecrets(secrets: readonly string[]): void {
  for (const secret of secrets) {
    if (secret.length >= LEAST_SECRET_CHARACTERS) knownSecrets.add(secret);
  }
}

/** Strikes out what looks like a credential, and the settings' own secrets. A second wall: no caller passes one on purpose. */
export function redact(text: string): string {
  let clean = text;
  for (const secret of knownSecrets) clean = clean.replaceAll(secret, '[secret]');
  return SECRET_SHAPES.reduce((rest, [shape, cover]) => rest.replace(shape, cover), clean);
}
