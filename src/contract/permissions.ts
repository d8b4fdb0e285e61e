/** What a route may ask of a person. Which role holds which is in src/identity/policy.ts. */
export const PERMISSIONS = [
  'districts.read',
  'districts.import',
  'accounts.read',
  'accounts.import',
  'accounts.check',
  'posts.read',
  'posts.write',
  'posts.cancel',
  'posts.go_first',
  'posts.approve',
  /** What the accounts of one's own place have published, to be passed on by hand. */
  'posts.relay',
  'media.read',
  'media.upload',
  'deliveries.retry',
  'posts.recall',
  'posts.correct',
  'deliveries.decide',
  'stops.read',
  'stops.set',
  'health.read',
  /** Lets a volunteer's posts go out without approval. */
  'people.trust',
  /** What holds for everybody: from how many accounts on a second person is asked. */
  'settings.change',
  'people.read',
  'people.invite',
  'people.revoke',
  'audit.read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];
