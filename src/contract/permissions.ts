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
  'media.read',
  'media.upload',
  'deliveries.retry',
  'posts.recall',
  'posts.correct',
  'deliveries.decide',
  'stops.read',
  'stops.set',
  'audit.read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];
