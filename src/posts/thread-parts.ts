import { chainOf } from '../contract/chain.js';
import type { PlatformCapabilities, PlatformName } from '../contract/platforms.js';
import { PLATFORM_LABELS } from '../contract/platforms.js';
import type { Language } from '../contract/language.js';
import type { PostTexts } from '../contract/posts.js';
import type { Problem } from '../contract/problems.js';

/** What a person wrote: a text for each platform, and what follows it on all of them. */
export interface Written {
  texts: PostTexts;
  thread: readonly string[];
}

/** A platform's own text where there is one, the common text otherwise. */
export function templatesOf(
  texts: PostTexts,
  platforms: readonly PlatformName[],
): ReadonlyMap<PlatformName, string> {
  return new Map(platforms.map((platform) => [platform, texts.own[platform] ?? texts.common]));
}

/** Pure: the posts that each platform carries, one behind the other. */
export function partsOf(
  { texts, thread }: Written,
  platforms: readonly Pick<PlatformCapabilities, 'name' | 'thread'>[],
): ReadonlyMap<PlatformName, readonly string[]> {
  const names = platforms.map(({ name }) => name);
  const templates = templatesOf(texts, names);
  return new Map(
    platforms.map((platform) => {
      const text = templates.get(platform.name) ?? '';
      return [platform.name, chainOf(text, thread, platform)];
    }),
  );
}

/** Pure: platforms that do not chain so many posts. */
export function threadProblems(
  thread: readonly string[],
  platforms: readonly Pick<PlatformCapabilities, 'name' | 'thread'>[],
  language: Language,
): Problem[] {
  const parts = thread.length + 1;
  return platforms.flatMap(({ name, thread: chains }): Problem[] => {
    if (!chains || parts <= chains.maxParts) return [];
    const params = { platform: PLATFORM_LABELS[name][language], maxParts: chains.maxParts, parts };
    return [{ code: 'thread_too_long', field: 'thread', params }];
  });
}
