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
  /** The parts of each platform, in their order: one where it knows no threads. */
  templates: ReadonlyMap<PlatformName, readonly string[]>;
  valueOf(districtId: number, variable: string): string | undefined;
  review(platform: PlatformName, text: string, part: number): readonly ContentProblem[];
}

/** A district whose filled text a platform would refuse. */
export interface UnfitText {
  platform: PlatformName;
  districtId: number;
  /** Place in the thread; 0: the post's text. */
  part: number;
  text: string;
  problem: ContentProblem;
}

export interface FilledPost {
  /** The parts of each target; a target of which one could not be filled is left out. */
  addressed: {
    accountId: number;
    districtId: number;
    platform: PlatformName;
    part: number;
    text: string;
  }[];
  /** Districts that lack a value, by variable, in the order of the targets. */
  missing: Map<string, Set<number>>;
  unfit: UnfitText[];
  /** Parts that say the same as one before them. */
  repeated: Pick<UnfitText, 'platform' | 'districtId' | 'part'>[];
}

/** Pure: fills every platform's text for every district once, and reviews each distinct text once: a further part goes out alone. */
export function fillTexts(request: FillRequest): FilledPost {
  const filled: FilledPost = { addressed: [], missing: new Map(), unfit: [], repeated: [] };
  const texts = new Map<string, readonly string[] | null>();
  const reviewed = new Set<string>();
  for (const { accountId, districtId, platform } of request.targets) {
    const key = `${platform}\0${districtId}`;
    let parts = texts.get(key);
    if (parts === undefined) {
      parts = fillFor(request, { platform, districtId }, filled);
      texts.set(key, parts);
    }
    parts?.forEach((text, part) => {
      filled.addressed.push({ accountId, districtId, platform, part, text });
      const reviewKey = `${part === 0 ? '' : 'further '}${platform}\0${text}`;
      if (reviewed.has(reviewKey)) return;
      reviewed.add(reviewKey);
      for (const problem of request.review(platform, text, part)) {
        filled.unfit.push({ platform, districtId, part, text, problem });
      }
    });
  }
  return filled;
}

/** The parts for one district; null where one of them can't be filled. */
function fillFor(
  request: FillRequest,
  { platform, districtId }: { platform: PlatformName; districtId: number },
  filled: FilledPost,
): readonly string[] | null {
  const { missing, repeated } = filled;
  const templates = request.templates.get(platform) ?? [];
  const parts = templates.map((template) => {
    const text = fillVariables(template, (variable) => request.valueOf(districtId, variable));
    if (text.kind === 'filled') return text.text;
    for (const variable of text.variables) {
      missing.set(variable, (missing.get(variable) ?? new Set()).add(districtId));
    }
    return null;
  });
  const whole = parts.filter((text) => text !== null);
  if (whole.length < parts.length) return null;
  whole.forEach((text, part) => {
    const isNew = text.trim() === '' || whole.indexOf(text) === part;
    if (!isNew) repeated.push({ platform, districtId, part });
  });
  return whole;
}
