import { z } from 'zod';

/** core.telegram.org/bots/api: User, Chat, ChatMember; Bot API 10.1, read 2026-11-24. */
export const bot = z.object({ id: z.int(), username: z.string().optional() });
export const chatFound = z.object({
  id: z.int(),
  type: z.string(),
  username: z.string().optional(),
  title: z.string().optional(),
});
export type ChatFound = z.infer<typeof chatFound>;
export const membership = z.object({
  status: z.string(),
  can_post_messages: z.boolean().optional(),
  can_send_messages: z.boolean().optional(),
  can_edit_messages: z.boolean().optional(),
  can_delete_messages: z.boolean().optional(),
  can_pin_messages: z.boolean().optional(),
});
export type Membership = z.infer<typeof membership>;

/**
 * In a channel only administrators post, and only with the right to; in a group every member who isn't muted. Its own
 * posts a bot edits and deletes without any further right.
 */
export function mayPost(member: Membership, chat: Pick<ChatFound, 'type'>): boolean {
  switch (member.status) {
    case 'creator':
      return true;
    case 'administrator':
      return chat.type !== 'channel' || member.can_post_messages !== false;
    case 'member':
      return chat.type !== 'channel';
    case 'restricted':
      return member.can_send_messages === true;
    default:
      return false;
  }
}
/** The rights that matter to Munadi, by the names that Telegram gives them. */
export function rightsOf(member: Membership): string[] {
  return RIGHTS.filter((right) => member[right] === true);
}

const RIGHTS = [
  'can_post_messages',
  'can_edit_messages',
  'can_delete_messages',
  'can_pin_messages',
] as const;
