import { z } from 'zod';

/** One channel or group, and the bot that posts in it. Many chats may share one bot. */
export const telegramAccountShape = z.strictObject({
  chatId: z.coerce.string().regex(/^-?[0-9]{1,16}$/),
  /** Without the @. */
  username: z.string(),
  title: z.string(),
  type: z.enum(['channel', 'supergroup', 'group']).default('channel'),
  botToken: z.string().regex(/^[0-9]+:.+$/),
  botId: z.coerce.string().optional(),
  memberCount: z.int().min(0).default(0),
  botIsAdmin: z.boolean().default(true),
  /** Wins over botIsAdmin. */
  botStatus: z.enum(['administrator', 'member', 'left', 'kicked']).optional(),
  /** An administrator that may not post in its channel. */
  botMayPost: z.boolean().default(true),
  /** "Delete messages": also those of others; its own it may always delete. */
  botMayDelete: z.boolean().default(true),
  /** "Edit messages" in a channel, "Pin messages" in a group. */
  botMayPin: z.boolean().default(true),
  /** What the members of a group may send, of whom the bot is one; an administrator may send everything. */
  membersMaySendMedia: z.boolean().default(true),
  /** The group is a supergroup now, which has this id. */
  movedToChatId: z.coerce.number().optional(),
  /** Number of the update that tells the bot of it; without it there is none. */
  moveUpdateId: z.int().positive().optional(),
  /** Number of the bot's update that tells how it stands in this chat; without it there is none. */
  membershipUpdateId: z.int().positive().optional(),
});
export type TelegramAccount = z.infer<typeof telegramAccountShape>;

export function botIdOf({ botId, botToken }: TelegramAccount): number {
  return Number(botId ?? botToken.split(':')[0]);
}

export function botStatusOf({ botStatus, botIsAdmin }: TelegramAccount) {
  return botStatus ?? (botIsAdmin ? 'administrator' : 'member');
}
