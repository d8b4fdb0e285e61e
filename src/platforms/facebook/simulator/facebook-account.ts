import { z } from 'zod';

/** One Facebook Page and the Page token that speaks for it. */
export const facebookAccountShape = z.strictObject({
  pageId: z.string().regex(/^[0-9]{5,20}$/),
  name: z.string(),
  username: z.string().optional(),
  pageAccessToken: z.string(),
  verificationStatus: z
    .enum(['not_verified', 'blue_verified', 'gray_verified'])
    .default('not_verified'),
  followers: z.int().min(0).default(0),
  /** People who used the Page in the last 24 hours: the request budget grows with them. */
  engagedUsers: z.int().min(0).default(10),
  /** Takes the place of the budget that engagedUsers gives. */
  dailyCalls: z.int().positive().optional(),
  /** How long a video is worked on after its last byte. */
  videoWorkMs: z.int().min(0).default(0),
  /** Tokens of people and system users who may list this Page. */
  listedBy: z.array(z.string()).default([]),
  /** The business that owns the Page. */
  businessId: z.string().optional(),
  /** The linked professional account. */
  instagram: z
    .object({ id: z.string(), username: z.string(), followers: z.int().min(0).default(0) })
    .optional(),
  /** False when the person behind the token lost the task CREATE_CONTENT. */
  mayPublish: z.boolean().default(true),
  /** What `/debug_token` tells of the token; Unix seconds, 0 for never. */
  tokenEndsAt: z.int().min(0).default(0),
  dataAccessEndsAt: z.int().min(0).default(0),
  scopes: z
    .array(z.string())
    .default(['pages_manage_posts', 'pages_read_engagement', 'pages_show_list']),
});
export type FacebookAccount = z.infer<typeof facebookAccountShape>;
