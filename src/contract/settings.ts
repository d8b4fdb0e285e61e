import { z } from 'zod';

/** What the owner has set for everybody. */
export const settings = z.object({
  /** A post to, or an order about, more accounts than this needs a second person, whoever gives it but the owner. Null: none does. */
  approvalAboveAccounts: z.number().int().min(1).max(10_000_000).nullable(),
});
export type Settings = z.infer<typeof settings>;
