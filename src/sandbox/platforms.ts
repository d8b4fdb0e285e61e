/** The platforms that the sandbox plays, in the order in which people see them. */
export const platformNames = ['x', 'telegram', 'facebook', 'instagram', 'signal'] as const;
export type PlatformName = (typeof platformNames)[number];

export const operations = ['create', 'publish', 'edit', 'delete', 'read'] as const;
/** `create` makes a post, public or not; `publish` makes a prepared post public. */
export type Operation = (typeof operations)[number];
