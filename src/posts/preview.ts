import { countTextUnits } from '../contract/text-units.js';
import { maxTextUnits } from '../contract/review-content.js';
import type { PlatformCapabilities, PlatformName } from '../contract/platforms.js';
import type { PostPreview } from '../contract/posts.js';
import type { PlaceName } from '../districts/index.js';
import type { FilledPost, Target } from './fill-texts.js';

export interface PreviewRequest {
  targets: readonly Target[];
  templates: ReadonlyMap<PlatformName, string>;
  filled: FilledPost;
  /** Beside pictures some platforms take a shorter text. */
  hasMedia: boolean;
  problems: PostPreview['problems'];
  nameOf: (districtId: number) => PlaceName;
  capabilitiesOf: (platform: PlatformName) => PlatformCapabilities;
}

/** Pure: the draft as each platform would carry it, shown for the district with the longest text. */
export function summarizePreview(request: PreviewRequest): PostPreview {
  const { targets, templates, problems } = request;
  return {
    accounts: targets.length,
    districts: new Set(targets.map((target) => target.districtId)).size,
    perPlatform: [...templates.keys()].map((platform) => platformPreview(request, platform)),
    problems,
  };
}

function platformPreview(
  { targets, templates, filled, hasMedia, nameOf, capabilitiesOf }: PreviewRequest,
  platform: PlatformName,
): PostPreview['perPlatform'][number] {
  const capabilities = capabilitiesOf(platform);
  const { counting } = capabilities.text;
  const maxUnits = maxTextUnits(capabilities, hasMedia);
  const seen = new Set<string>();
  let longestUnits = countTextUnits(templates.get(platform) ?? '', counting);
  let sample: PostPreview['perPlatform'][number]['sample'] = null;
  for (const { districtId, text } of filled.addressed.filter((one) => one.platform === platform)) {
    if (seen.has(text)) continue;
    seen.add(text);
    const units = countTextUnits(text, counting);
    if (sample !== null && units <= longestUnits) continue;
    longestUnits = units;
    const name = nameOf(districtId);
    sample = { districtId, nameEn: name.en, nameHi: name.hi, text };
  }
  return {
    platform,
    accounts: targets.filter((target) => target.platform === platform).length,
    longestUnits,
    maxUnits,
    sample,
  };
}
