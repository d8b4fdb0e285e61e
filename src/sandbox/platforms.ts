/** The platforms that the sandbox plays, in the order in which people see them. */
export const platformNames = ['x', 'telegram', 'facebook', 'instagram', 'signal'] as const;
export type PlatformName = (typeof platformNames)[number];

export const operations = [
  'create',
  'publish',
  'edit',
  'delete',
  'upload',
  'token',
  'read',
] as const;
/**
 * `create` makes a post, public or not; `publish` makes a prepared post public. `upload` brings a file that belongs to no
 * post yet; `token` fetches or renews what an account is spoken for with.
 */
export type Operation = (typeof operations)[number];
