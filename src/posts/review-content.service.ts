import { Injectable } from '@nestjs/common';
import type { Language } from '../contract/language.js';
import type { AttachedMedia } from '../contract/media.js';
import type { PlatformName } from '../contract/platforms.js';
import type { OptionValues } from '../contract/post-options.js';
import type { Problem } from '../contract/problems.js';
import { DistrictsService, type PlaceName } from '../districts/index.js';
import type { Caller } from '../kernel/http/caller.js';
import { MediaService } from '../media/index.js';
import { PlatformRegistry } from '../platforms/index.js';
import { fillTexts, type FilledPost, type Target } from './fill-texts.js';
import { reviewPost } from './review-post.js';
import { partsOf, threadProblems, type Written } from './thread-parts.js';
import { variableValue } from './variable-values.js';

/** What a post says, and to whom. */
export interface WantedContent extends Written {
  targets: readonly Target[];
  platforms: readonly PlatformName[];
  /** Language of the names that `{district}` is filled with. */
  language: Language;
  media: readonly AttachedMedia[];
  options: Partial<Record<PlatformName, OptionValues>>;
}

export interface ReviewedContent {
  filled: FilledPost;
  /** The posts that each platform carries, before they are filled. */
  templates: ReadonlyMap<PlatformName, readonly string[]>;
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
    const { targets, options } = wanted;
    const platforms = wanted.platforms.map((name) => this.platforms.get(name).capabilities);
    const templates = partsOf(wanted, platforms);
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
      // Pictures, videos and options go with the first post of a thread.
      review: (platform, text, part) =>
        this.platforms
          .get(platform)
          .review(
            part === 0
              ? { text, media, options: options[platform] ?? {} }
              : { text, media: [], options: {} },
          ),
    });
    const nameOf = (districtId: number) => values.get(districtId)?.name ?? { hi: '', en: '' };
    const problems = reviewPost({
      filled,
      targetCount: targets.length,
      language,
      nameOf: (districtId) => nameOf(districtId)[language],
    });
    const refused = [
      ...missingMedia(wanted, known),
      ...threadProblems(wanted.thread, platforms, language),
      ...problems,
    ];
    return { filled, templates, problems: refused, nameOf };
  }
}

function missingMedia({ media }: WantedContent, known: ReadonlyMap<number, unknown>): Problem[] {
  return media.flatMap(({ mediaId }, index): Problem[] =>
    known.has(mediaId)
      ? []
      : [{ code: 'media_missing', field: `media[${index}]`, params: { mediaId } }],
  );
}
