import type { TextCounting } from '../../contract/platforms.js';
import { countTextUnits } from '../../contract/text-units.js';

/** What the server last counted: the template it saw and its longest filling over all districts. */
export interface Counted {
  template: string;
  longestUnits: number;
}

/**
 * Length of the longest filled text, now. Between two previews the server's figure is moved by what was typed
 * since; before the first preview the template itself is counted.
 */
export function liveUnits(
  template: string,
  counting: TextCounting,
  counted: Counted | null,
): number {
  const units = countTextUnits(template, counting);
  if (!counted || template === '') return units;
  if (counted.template === template) return counted.longestUnits;
  return Math.max(0, counted.longestUnits + units - countTextUnits(counted.template, counting));
}
