import { z } from 'zod';

/** One X account with the keys of the app that it authorised. */
export const xAccountShape = z.strictObject({
  id: z.string().regex(/^[0-9]{1,19}$/),
  username: z.string(),
  name: z.string().optional(),
  appKey: z.string(),
  appSecret: z.string(),
  accessToken: z.string(),
  accessSecret: z.string(),
  bearerToken: z.string().optional(),
  /** The app's OAuth 2.0 client, and a first refresh token that nobody has used yet. */
  clientId: z.string().optional(),
  clientSecret: z.string().optional(),
  refreshToken: z.string().optional(),
  verifiedType: z.enum(['none', 'blue', 'business', 'government']).default('none'),
  subscriptionType: z.enum(['None', 'Basic', 'Premium', 'PremiumPlus']).default('None'),
  followers: z.int().min(0).default(0),
  /** Takes the place of the published limit of posts in 15 minutes. */
  quarterHourPosts: z.int().positive().optional(),
  /** X publishes no limit of a user's day; an account has one only where it is told here. */
  dailyPosts: z.int().positive().optional(),
});
export type XAccount = z.infer<typeof xAccountShape>;
