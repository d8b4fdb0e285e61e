import { z } from 'zod';

/** One group, and the number that speaks in it. Many groups may share a number. */
export const signalAccountShape = z.strictObject({
  number: z.string().regex(/^\+[0-9]{5,15}$/),
  groupId: z.string().startsWith('group.'),
  name: z.string(),
  members: z.int().min(0).default(0),
  isMember: z.boolean().default(true),
  /** Only administrators write, and the number is none. */
  isMuted: z.boolean().default(false),
  /** What a gateway in front of the API asks for; without it the API is open, as it comes. */
  apiToken: z.string().optional(),
});
export type SignalAccount = z.infer<typeof signalAccountShape>;

/** `DELETE`, `PUT` and the like name the group by this id inside signal-cli. */
export function internalIdOf({ groupId }: SignalAccount): string {
  return Buffer.from(groupId.replace(/^group\./, ''), 'base64').toString('utf8');
}
