import { z } from 'zod';

export const trustOrder = z.object({ isTrusted: z.boolean() });
export type TrustOrder = z.infer<typeof trustOrder>;

/** A volunteer, as the lead of their place sees them. */
export interface VolunteerView {
  personId: number;
  name: string;
  placeEn: string;
  placeHi: string;
  /** Their posts to their own place go out without approval. */
  isTrusted: boolean;
}
