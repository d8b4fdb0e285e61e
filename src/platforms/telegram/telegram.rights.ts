import { z } from 'zod';

/** core.telegram.org/bots/api: User, Chat, ChatMember; Bot API 10.1, read 2026-11-24. */
export const bot = z.object({ id: z.int(), username: z.string().optional() });
const permissions = z.object({
  can_send_photos: z.boolean().optional(),
  can_send_videos: z.boolean().optional(),
  can_send_documents: z.boolean().optional(),
  can_pin_messages: z.boolean().optional(),
});
export const chatFound = z.object({
  id: z.int(),
  type: z.string(),
  username: z.string().optional(),
  title: z.string().optional(),
  /** What every member of a group may do; of groups alone. */
  permissions: permissions.optional(),
});
export type ChatFound = z.infer<typeof chatFound>;
export const membership = permissions.extend({
  status: z.string(),
  can_post_messages: z.boolean().optional(),
  can_send_messages: z.boolean().optional(),
  can_edit_messages: z.boolean().optional(),
  can_delete_messages: z.boolean().optional(),
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

/** Whether it may pin: in a channel that comes with the right to edit; #chatmemberadministrator, #chatpermissions. */
export function mayPin(member: Membership, { type, permissions }: ChatFound): boolean {
  switch (member.status) {
    case 'creator':
      return true;
    case 'administrator':
      return (type === 'channel' ? member.can_edit_messages : member.can_pin_messages) === true;
    case 'member':
      return permissions?.can_pin_messages === true;
    default:
      return member.can_pin_messages === true;
  }
}

/** Whether it may send pictures, videos and files; administrators may wherever they may post. */
export function maySendMedia(member: Membership, { permissions }: ChatFound): boolean {
  if (member.status === 'creator' || member.status === 'administrator') return true;
  const may = member.status === 'member' ? permissions : member;
  return MEDIA_RIGHTS.every((right) => may?.[right] !== false);
}

const MEDIA_RIGHTS = ['can_send_photos', 'can_send_videos', 'can_send_documents'] as const;

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
