import type { PlatformName } from '../contract/platforms.js';
import { fillVariables } from '../contract/variables.js';
import type { ContentProblem } from '../contract/content-problems.js';

/** An account that shall carry the post. */
export interface Target {
  accountId: number;
  districtId: number;
  platform: PlatformName;
}

export interface FillRequest {
  targets: readonly Target[];
  templates: ReadonlyMap<PlatformName, string>;
  valueOf(districtId: number, variable: string): string | undefined;
  review(platform: PlatformName, text: string): readonly ContentProblem[];
}

/** A district whose filled text a platform would refuse. */
export interface UnfitText {
  platform: PlatformName;
  districtId: number;
  text: string;
  problem: ContentProblem;
}

export interface FilledPost {
  /** The text of each target; a target whose text could not be filled is left out. */
  addressed: { accountId: number; districtId: number; platform: PlatformName; text: string }[];
  /** Districts that lack a value, by variable, in the order of the targets. */
  missing: Map<string, Set<number>>;
  unfit: UnfitText[];
}

/** Pure: fills every platform's text for every district once, and reviews each distinct text once. */
export function fillTexts(request: FillRequest): FilledPost {
  const filled: FilledPost = { addressed: [], missing: new Map(), unfit: [] };
  const texts = new Map<string, string | null>();
  const reviewed = new Set<string>();
  for (const { accountId, districtId, platform } of request.targets) {
    const key = `${platform}\0${districtId}`;
    let text = texts.get(key);
    if (text === undefined) {
      text = fillFor(request, { platform, districtId }, filled.missing);
      texts.set(key, text);
    }
    if (text === null) continue;
    filled.addressed.push({ accountId, districtId, platform, text });
    const reviewKey = `${platform}\0${text}`;
    if (reviewed.has(reviewKey)) continue;
    reviewed.add(reviewKey);
    for (const problem of request.review(platform, text)) {
      filled.unfit.push({ platform, districtId, text, problem });
    }
  }
  return filled;
}

function fillFor(
  request: FillRequest,
  { platform, districtId }: { platform: PlatformName; districtId: number },
  missing: FilledPost['missing'],
): string | null {
  const template = request.templates.get(platform) ?? '';
  const filled = fillVariables(template, (variable) => request.valueOf(districtId, variable));
  if (filled.kind === 'filled') return filled.text;
  for (const variable of filled.variables) {
    missing.set(variable, (missing.get(variable) ?? new Set()).add(districtId));
  }
  return null;
}
