import { z } from 'zod';
import { ORDER_KINDS } from '../contract/held-orders.js';

const contentSchema = z.object({
  kind: z.enum(ORDER_KINDS),
  subjectId: z.number(),
  /** The post that it is about; null: it is about a stop. */
  postId: z.number().nullable(),
  /** What people read: title of a post, or what was stopped. */
  subjectEn: z.string(),
  subjectHi: z.string(),
  reason: z.string(),
  /** Whatever else its kind needs to be carried out as it was ordered. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** In rising order. */
  accountIds: z.array(z.number()),
});

/** All that somebody ordered, and all that the second word is about. */
export type OrderContent = z.infer<typeof contentSchema>;

/** The bytes that are hashed and kept. Equal orders have equal bytes: keys stand in the order of the schema. */
export function bytesOf(content: OrderContent): Buffer {
  const accountIds = content.accountIds.toSorted((one, other) => one - other);
  const details = sorted(content.details);
  return Buffer.from(JSON.stringify(contentSchema.parse({ ...content, details, accountIds })));
}

function sorted(details: OrderContent['details']): OrderContent['details'] {
  return Object.fromEntries(Object.entries(details).toSorted());
}

/** @throws when the bytes are no order of this version. */
export function contentIn(bytes: Buffer): OrderContent {
  return contentSchema.parse(JSON.parse(bytes.toString('utf8')));
}

/**
 * Pure: whether what would be done now is within what was ordered. Fewer accounts are: the rest has ended by itself.
 * `now` is undefined where nothing is left to be done, or it is not the same thing any more.
 */
export function isWithin(
  { accountIds }: OrderContent,
  now: readonly number[] | undefined,
): now is readonly number[] {
  const ordered = new Set(accountIds);
  return now?.every((id) => ordered.has(id)) ?? false;
}

/**
 * Pure: tells orders about the same thing apart that do not take each other's place. What failed of a post is tried again
 * cause by cause and place by place; everything else is ordered as a whole.
 */
export function partOf({ kind, details }: OrderContent): string {
  return kind === 'retry' ? JSON.stringify(sorted(details)) : '';
}

/** Where the record tells of it. */
export function subjectOf({ kind, subjectId, postId }: OrderContent): string {
  if (kind === 'lift') return `stop:${subjectId}`;
  return kind === 'send_again' ? `delivery:${subjectId}` : `post:${postId ?? subjectId}`;
}
