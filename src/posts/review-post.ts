import type { Language } from '../contract/language.js';
import { PLATFORM_LABELS, type PlatformName } from '../contract/platforms.js';
import type { Problem } from '../contract/problems.js';
import type { FilledPost } from './fill-texts.js';

export interface ReviewRequest {
  filled: FilledPost;
  /** Platforms asked for, each with its template. */
  templates: ReadonlyMap<PlatformName, string>;
  targetCount: number;
  nameOf: (districtId: number) => string;
  language: Language;
}

/** Districts named in one sentence; the others are counted. */
const NAMED_DISTRICTS = 10;

/** Pure: everything that keeps a post from being planned, each with its field and its remedy. */
export function reviewPost(request: ReviewRequest): Problem[] {
  return [
    ...emptyTexts(request),
    ...(request.targetCount === 0 ? [{ code: 'no_targets', field: 'targets' } as const] : []),
    ...missingValues(request),
    ...unfitTexts(request),
  ];
}

function emptyTexts({ templates, language }: ReviewRequest): Problem[] {
  return [...templates]
    .filter(([, template]) => template.trim() === '')
    .map(([platform]) => ({
      code: 'text_missing',
      field: `texts.${platform}`,
      params: { platform: PLATFORM_LABELS[platform][language] },
    }));
}

function missingValues({ filled, nameOf }: ReviewRequest): Problem[] {
  return [...filled.missing].map(([variable, districtIds]) => ({
    code: 'variable_missing',
    field: 'texts',
    params: {
      variable,
      count: districtIds.size,
      districts: listNames([...districtIds].map(nameOf)),
    },
  }));
}

function listNames(names: string[]): string {
  const named = names.slice(0, NAMED_DISTRICTS).join(', ');
  return names.length > NAMED_DISTRICTS ? `${named} +${names.length - NAMED_DISTRICTS}` : named;
}

/** One problem a platform: the longest text decides, since mending it mends the others. */
function unfitTexts({ filled, nameOf, language }: ReviewRequest): Problem[] {
  const worst = new Map<PlatformName, { districtId: number; units: number; maxUnits: number }>();
  for (const { platform, districtId, problem } of filled.unfit) {
    if (problem.kind !== 'too_long') continue;
    const known = worst.get(platform);
    if (!known || problem.units > known.units) worst.set(platform, { districtId, ...problem });
  }
  return [...worst].map(([platform, { districtId, units, maxUnits }]) => ({
    code: 'text_too_long',
    field: `texts.${platform}`,
    params: {
      platform: PLATFORM_LABELS[platform][language],
      district: nameOf(districtId),
      units,
      maxUnits,
      overUnits: units - maxUnits,
    },
  }));
}
