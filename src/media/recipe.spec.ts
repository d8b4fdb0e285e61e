import { describe, expect, it } from 'vitest';
import { TEXT_ONLY, type MediaFacts, type MediaRules } from '../contract/media.js';
import { readRecipe, recipeFor, recipeKey } from './recipe.js';

const FACTS = { bytes: 1, widthPx: 10, heightPx: 10, durationMs: null };
const PHOTO: MediaFacts = { ...FACTS, kind: 'image', mime: 'image/jpeg' };
const DRAWING: MediaFacts = { ...FACTS, kind: 'image', mime: 'image/png' };
const GIF: MediaFacts = { ...FACTS, kind: 'animation', mime: 'image/gif', durationMs: 100 };
const SPEECH: MediaFacts = { ...FACTS, kind: 'video', mime: 'video/quicktime', durationMs: 100 };
const SIZE = { maxBytes: 5, maxEdgePx: 4, aspect: null };
const RULES: MediaRules = {
  ...TEXT_ONLY,
  image: { ...SIZE, formats: ['jpeg', 'png', 'webp', 'gif'] },
  animation: { ...SIZE, formats: ['webp', 'gif'] },
  video: { ...SIZE, minDurationMs: 0, maxDurationMs: 9, maxFramesPerSecond: 30 },
};

describe('a recipe', () => {
  it('makes of a photograph what the platform likes best, and keeps a drawing as it is', () => {
    expect(recipeFor(RULES, PHOTO)).toMatchObject({ formats: ['jpeg', 'png', 'webp'] });
    expect(recipeFor(RULES, DRAWING)).toMatchObject({ formats: ['png', 'jpeg', 'webp'] });
  });

  it('keeps a GIF a GIF where the platform takes one', () => {
    expect(recipeFor(RULES, GIF)).toMatchObject({ formats: ['gif', 'webp'] });
    const still = { ...RULES, animation: { ...SIZE, formats: ['jpeg'] as const } };
    expect(recipeFor(still, GIF)).toBeUndefined();
  });

  it('is none where the platform takes nothing of the kind', () => {
    for (const facts of [PHOTO, GIF, SPEECH]) expect(recipeFor(TEXT_ONLY, facts)).toBeUndefined();
  });

  it('is another one where a file shall stay as it is kept, and only there', () => {
    const asKept: MediaRules = { ...RULES, image: { ...SIZE, formats: ['jpeg'], isAsKept: true } };
    const recipe = recipeFor(asKept, PHOTO);
    expect(recipe).toMatchObject({ isAsKept: true });
    expect(recipe && readRecipe(recipeKey(recipe))).toEqual(recipe);
    const usual = recipeFor(RULES, PHOTO);
    expect(usual && recipeKey(usual)).not.toContain('isAsKept');
  });

  it('has one spelling, whichever order its fields came in', () => {
    const recipe = recipeFor(RULES, SPEECH);
    if (recipe?.kind !== 'video') throw new Error('A video has a recipe for videos');
    const { kind, ...rest } = recipe;
    expect(recipeKey({ ...rest, kind })).toBe(recipeKey(recipe));
    expect(readRecipe(recipeKey(recipe))).toEqual(recipe);
  });
});
