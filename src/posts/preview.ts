import { countTextUnits } from '../contract/text-units.js';
import { maxTextUnits } from '../contract/review-content.js';
import type { PlatformCapabilities, PlatformName } from '../contract/platforms.js';
import type { PostPreview } from '../contract/posts.js';
import type { PlaceName } from '../districts/index.js';
import type { FilledPost, Target } from './fill-texts.js';

export interface PreviewRequest {
  targets: readonly Target[];
  /** The posts that each platform carries, one behind the other. */
  templates: ReadonlyMap<PlatformName, readonly string[]>;
  filled: FilledPost;
  /** Beside pictures some platforms take a shorter text. */
  hasMedia: boolean;
  problems: PostPreview['problems'];
  warnings: PostPreview['warnings'];
  nameOf: (districtId: number) => PlaceName;
  capabilitiesOf: (platform: PlatformName) => PlatformCapabilities;
}

/** Pure: the draft as each platform would carry it, shown for the district with the longest text. */
export function summarizePreview(request: PreviewRequest): PostPreview {
  const { targets, templates, problems, warnings } = request;
  return {
    accounts: targets.length,
    districts: new Set(targets.map((target) => target.districtId)).size,
    perPlatform: [...templates.keys()].map((platform) => platformPreview(request, platform)),
    problems,
    warnings,
  };
}

function platformPreview(
  { targets, templates, filled, hasMedia, nameOf, capabilitiesOf }: PreviewRequest,
  platform: PlatformName,
): PostPreview['perPlatform'][number] {
  const capabilities = capabilitiesOf(platform);
  const ours = filled.addressed.filter((one) => one.platform === platform);
  const [main, ...further] = (templates.get(platform) ?? ['']).map((template, part) =>
    longestOf(
      ours.filter((one) => one.part === part),
      { template, capabilities },
    ),
  );
  const districtId = main?.districtId ?? null;
  return {
    platform,
    accounts: targets.filter((target) => target.platform === platform).length,
    longestUnits: main?.units ?? 0,
    maxUnits: maxTextUnits(capabilities, hasMedia),
    sample:
      districtId === null
        ? null
        : { districtId, ...namesOf(nameOf(districtId)), text: main?.text ?? '' },
    thread: further.map(({ units, template }, index) => ({
      longestUnits: units,
      maxUnits: maxTextUnits(capabilities, false),
      text: textFor(ours, { districtId, part: index + 1 }) ?? template,
    })),
  };
}

/** The longest of these texts; where there is none, the length of what was written. */
function longestOf(
  texts: FilledPost['addressed'],
  { template, capabilities }: { template: string; capabilities: PlatformCapabilities },
): { template: string; units: number; text: string | null; districtId: number | null } {
  const { counting } = capabilities.text;
  const seen = new Set<string>();
  let units = countTextUnits(template, counting);
  let longest: FilledPost['addressed'][number] | null = null;
  for (const one of texts) {
    if (seen.has(one.text)) continue;
    seen.add(one.text);
    const own = countTextUnits(one.text, counting);
    if (longest !== null && own <= units) continue;
    units = own;
    longest = one;
  }
  return { template, units, text: longest?.text ?? null, districtId: longest?.districtId ?? null };
}

function textFor(
  texts: FilledPost['addressed'],
  { districtId, part }: { districtId: number | null; part: number },
): string | undefined {
  return texts.find((one) => one.part === part && one.districtId === districtId)?.text;
}

function namesOf({ en, hi }: PlaceName): { nameEn: string; nameHi: string } {
  return { nameEn: en, nameHi: hi };
}
