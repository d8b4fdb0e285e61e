import { z } from 'zod';
import type { MediaFacts, MediaRules } from '../contract/media.js';

/** Width by height that a platform shows; what is outside is padded. */
const aspect = z.object({ min: z.number(), max: z.number() }).nullable();
const pixels = z.number().int().positive();

const picture = {
  /** In the order in which they are tried. */
  formats: z.array(z.enum(['jpeg', 'png', 'webp', 'gif'])).min(1),
  maxBytes: pixels,
  maxEdgePx: pixels,
  aspect,
  isAsKept: z.literal(true).optional(),
};

const recipe = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('image'), ...picture }),
  z.object({ kind: z.literal('animation'), ...picture }),
  z.object({
    kind: z.literal('video'),
    maxBytes: pixels,
    maxEdgePx: pixels,
    maxFramesPerSecond: z.number().positive(),
    aspect,
    isAsKept: z.literal(true).optional(),
  }),
]);

/** What a rendition has to fit. Two platforms that ask for the same share one rendition. */
export type Recipe = z.infer<typeof recipe>;
export type PictureRecipe = Extract<Recipe, { kind: 'image' | 'animation' }>;
export type VideoRecipe = Extract<Recipe, { kind: 'video' }>;

/** Pure: what has to be made of a picture or video for a platform; undefined where it takes none of that kind. */
export function recipeFor(rules: MediaRules, media: MediaFacts): Recipe | undefined {
  switch (media.kind) {
    case 'image': {
      if (!rules.image) return undefined;
      const { maxBytes, maxEdgePx, aspect } = rules.image;
      const formats = stillFormats(rules.image.formats, media.mime);
      return { kind: 'image', formats, maxBytes, maxEdgePx, aspect, ...asKept(rules.image) };
    }
    case 'animation': {
      if (!rules.animation) return undefined;
      const { maxBytes, maxEdgePx, aspect } = rules.animation;
      const formats = movingFormats(rules.animation.formats, media.mime);
      return formats.length > 0
        ? { kind: 'animation', formats, maxBytes, maxEdgePx, aspect, ...asKept(rules.animation) }
        : undefined;
    }
    case 'video': {
      if (!rules.video) return undefined;
      const { maxBytes, maxEdgePx, maxFramesPerSecond, aspect } = rules.video;
      const { video } = rules;
      return { kind: 'video', maxBytes, maxEdgePx, maxFramesPerSecond, aspect, ...asKept(video) };
    }
  }
}

/** Left out where it is not so: the recipes of all other files keep their spelling. */
function asKept({ isAsKept }: { isAsKept?: boolean }): { isAsKept?: true } {
  return isAsKept ? { isAsKept } : {};
}

type Format = PictureRecipe['formats'][number];

/** A drawing, or what can be seen through, stays PNG where it may; all else is the platform's preferred format. */
function stillFormats(taken: readonly Format[], mime: string): Format[] {
  const still = taken.filter((format) => format !== 'gif');
  const usable = still.length > 0 ? still : [...taken];
  if (mime !== 'image/png' || !usable.includes('png')) return usable;
  return ['png', ...usable.filter((format) => format !== 'png')];
}

/** GIF stays GIF; only WebP moves as well. */
function movingFormats(taken: readonly Format[], mime: string): Format[] {
  const moving = taken.filter((format) => format === 'gif' || format === 'webp');
  const own = moving.filter((format) => mime === `image/${format}`);
  return [...own, ...moving.filter((format) => !own.includes(format))];
}

/** The recipe in its only spelling, so that the database can tell whether it has been made. */
export function recipeKey(one: Recipe): string {
  // Parsing brings the fields into the schema's order.
  return JSON.stringify(recipe.parse(one));
}

export function readRecipe(key: string): Recipe {
  return recipe.parse(JSON.parse(key));
}
