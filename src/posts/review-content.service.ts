import { Injectable } from '@nestjs/common';
import type { Language } from '../contract/language.js';
import type { AttachedMedia } from '../contract/media.js';
import type { PlatformName } from '../contract/platforms.js';
import type { OptionValues } from '../contract/post-options.js';
import type { PostTexts } from '../contract/posts.js';
import type { Problem } from '../contract/problems.js';
import { DistrictsService, type PlaceName } from '../districts/index.js';
import type { Caller } from '../kernel/http/caller.js';
import { MediaService } from '../media/index.js';
import { PlatformRegistry } from '../platforms/index.js';
import { fillTexts, type FilledPost, type Target } from './fill-texts.js';
import { reviewPost } from './review-post.js';
import { variableValue } from './variable-values.js';

/** What a post says, and to whom. */
export interface WantedContent {
  targets: readonly Target[];
  templates: ReadonlyMap<PlatformName, string>;
  /** Language of the names that `{district}` is filled with. */
  language: Language;
  media: readonly AttachedMedia[];
  options: Partial<Record<PlatformName, OptionValues>>;
}

export interface ReviewedContent {
  filled: FilledPost;
  /** In the language of the one who asks. */
  problems: Problem[];
  nameOf: (districtId: number) => PlaceName;
}

/** Fills the texts of every district and asks the platforms whether they would take them. Writes nothing. */
@Injectable()
export class ReviewContentService {
  constructor(
    private readonly districts: DistrictsService,
    private readonly platforms: PlatformRegistry,
    private readonly media: MediaService,
  ) {}

  async review(
    wanted: WantedContent,
    caller: Caller,
    language: Language,
  ): Promise<ReviewedContent> {
    const { targets, templates, options } = wanted;
    const known = await this.media.factsFor(
      wanted.media.map(({ mediaId }) => mediaId),
      caller,
    );
    const media = wanted.media.flatMap(({ mediaId }) => known.get(mediaId) ?? []);
    const values = await this.districts.valuesFor([
      ...new Set(targets.map((target) => target.districtId)),
    ]);
    const filled = fillTexts({
      targets,
      templates,
      valueOf: (districtId, variable) => {
        const place = values.get(districtId);
        return place && variableValue(place, variable, wanted.language);
      },
      review: (platform, text) =>
        this.platforms.get(platform).review({ text, media, options: options[platform] ?? {} }),
    });
    const nameOf = (districtId: number) => values.get(districtId)?.name ?? { hi: '', en: '' };
    const problems = reviewPost({
      filled,
      targetCount: targets.length,
      language,
      nameOf: (districtId) => nameOf(districtId)[language],
    });
    return { filled, problems: [...missingMedia(wanted, known), ...problems], nameOf };
  }
}

/** A platform's own text where there is one, the common text otherwise. */
export function templatesOf(
  texts: PostTexts,
  platforms: readonly PlatformName[],
): ReadonlyMap<PlatformName, string> {
  return new Map(platforms.map((platform) => [platform, texts.own[platform] ?? texts.common]));
}

function missingMedia({ media }: WantedContent, known: ReadonlyMap<number, unknown>): Problem[] {
  return media.flatMap(({ mediaId }, index): Problem[] =>
    known.has(mediaId)
      ? []
      : [{ code: 'media_missing', field: `media[${index}]`, params: { mediaId } }],
  );
}
