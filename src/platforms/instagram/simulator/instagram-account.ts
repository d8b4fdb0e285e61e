import { z } from 'zod';

/** One professional account, and the token of the Page that it is linked to. */
export const instagramAccountShape = z.strictObject({
  igUserId: z.string().regex(/^[0-9]{5,20}$/),
  username: z.string(),
  name: z.string(),
  pageId: z.string().regex(/^[0-9]{5,20}$/),
  pageAccessToken: z.string(),
  followers: z.int().min(0).default(0),
  /** Posts in 24 hours. */
  dailyPosts: z.int().positive().default(100),
  /** How long a video is worked on after it has been fetched. */
  videoWorkMs: z.int().min(0).default(0),
  /** False when the token lacks instagram_manage_contents. */
  mayDelete: z.boolean().default(true),
  /** What `/debug_token` tells of the token; Unix seconds, 0 for never. */
  tokenEndsAt: z.int().min(0).default(0),
  dataAccessEndsAt: z.int().min(0).default(0),
  scopes: z
    .array(z.string())
    .default(['instagram_basic', 'instagram_content_publish', 'instagram_manage_contents']),
});
export type InstagramAccount = z.infer<typeof instagramAccountShape>;
