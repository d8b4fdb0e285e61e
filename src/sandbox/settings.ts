import { z } from 'zod';

export const settingsShape = z.strictObject({
  /** Off lets every request past the platforms' rate limits; they are still counted. */
  limitsEnforced: z.boolean(),
  /** Off lets one account say the same text twice. */
  duplicatesRefused: z.boolean(),
  /** How long a new post stays out of its author's timeline on X. */
  xTimelineLagMs: z.number().min(0),
  /** Added before every platform answer leaves. */
  latencyMs: z.number().min(0),
});
export type Settings = z.infer<typeof settingsShape>;

export const firstSettings: Settings = {
  limitsEnforced: true,
  duplicatesRefused: true,
  xTimelineLagMs: 0,
  latencyMs: 0,
};
