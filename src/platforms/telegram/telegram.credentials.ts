import { z } from 'zod';
import type { CredentialFormat } from '../platform.js';

/** One bot may serve every channel of an organisation. */
export interface TelegramCredentials {
  botToken: string;
}

/** What stands before the colon: public, and the same after the bot got a new token. */
export function botIdOf({ botToken }: TelegramCredentials): string {
  return botToken.split(':')[0] ?? '';
}

// core.telegram.org/bots/api#authorizing-your-bot: the bot's id, a colon, its secret. The token stands in a path.
const cells = z.object({
  botToken: z
    .string()
    .trim()
    .regex(/^\d+:[\w-]+$/),
});

export const TELEGRAM_CREDENTIALS: CredentialFormat<TelegramCredentials> = {
  columns: ['botToken'],
  parse(values) {
    const parsed = cells.safeParse(values);
    return parsed.success
      ? { kind: 'complete', credentials: parsed.data }
      : { kind: 'incomplete', missing: ['botToken'] };
  },
};
