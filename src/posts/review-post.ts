import { problemOfContent, type ContentProblem } from '../contract/content-problems.js';
import type { Language } from '../contract/language.js';
import { PLATFORM_LABELS } from '../contract/platforms.js';
import type { Problem } from '../contract/problems.js';
import type { FilledPost, UnfitText } from './fill-texts.js';
import { listNames } from './list-names.js';

export interface ReviewRequest {
  filled: FilledPost;
  targetCount: number;
  nameOf: (districtId: number) => string;
  language: Language;
}

/** Pure: everything that keeps a post from being planned, each with its field and its remedy. */
export function reviewPost(request: ReviewRequest): Problem[] {
  return [
    ...(request.targetCount === 0 ? [{ code: 'no_targets', field: 'targets' } as const] : []),
    ...missingValues(request),
    ...unfitContent(request),
    ...repeatedParts(request),
  ];
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

/** One problem of a kind a platform: of texts that are too long the longest, since mending it mends the others. */
function unfitContent({ filled, nameOf, language }: ReviewRequest): Problem[] {
  const worst = new Map<string, UnfitText>();
  for (const unfit of filled.unfit) {
    const { platform, part, problem } = unfit;
    const key = `${platform}/${part}/${problem.kind}/${'name' in problem ? problem.name : ''}`;
    const known = worst.get(key);
    if (!known || overUnits(problem) > overUnits(known.problem)) worst.set(key, unfit);
  }
  return [...worst.values()].map(({ platform, districtId, part, problem }) =>
    problemOfContent(problem, { platform, district: nameOf(districtId), language, part }),
  );
}

/** One district for each part. */
function repeatedParts({ filled, nameOf, language }: ReviewRequest): Problem[] {
  const first = new Map(
    filled.repeated.toReversed().map((one) => [`${one.platform}/${one.part}`, one]),
  );
  return [...first.values()].map(({ platform, districtId, part }) => ({
    code: 'part_repeats',
    field: `thread[${part - 1}]`,
    params: {
      platform: PLATFORM_LABELS[platform][language],
      district: nameOf(districtId),
      part: part + 1,
    },
  }));
}

function overUnits(problem: ContentProblem): number {
  return problem.kind === 'too_long' ? problem.units - problem.maxUnits : 0;
}
