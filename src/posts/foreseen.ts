import type { LackingAccount } from '../accounts/index.js';
import type { Language } from '../contract/language.js';
import type { PlatformCapabilities, PlatformName } from '../contract/platforms.js';
import type { OptionValues } from '../contract/post-options.js';
import type { Problem } from '../contract/problems.js';
import { listNames } from './list-names.js';

export interface Foreseeable {
  platforms: readonly PlatformCapabilities[];
  hasMedia: boolean;
  options: Partial<Record<PlatformName, OptionValues>>;
}

/** What of a post some accounts can't do. `of`: the words for it, and how to mend it. */
export interface Wish {
  platform: PlatformName;
  lack: LackingAccount['lacks'][number];
  problem: (language: Language) => Problem;
}

/** Pure: what a post asks for beyond being published. */
export function wishesOf({ platforms, hasMedia, options }: Foreseeable): Wish[] {
  return platforms.flatMap(({ name, label, options: fields }): Wish[] => {
    const chosen = fields.flatMap((field): Wish[] => {
      if (field.kind !== 'switch' || !field.needs || options[name]?.[field.name] !== true)
        return [];
      const { ability: lack, remedy } = field.needs;
      const problem = (language: Language): Problem => ({
        code: 'ability_missing',
        field: `options.${name}.${field.name}`,
        params: {
          platform: label[language],
          option: field.label[language],
          remedy: remedy[language],
        },
      });
      return [{ platform: name, lack, problem }];
    });
    const media = (language: Language): Problem => ({
      code: 'media_right_missing',
      field: 'media',
      params: { platform: label[language] },
    });
    return hasMedia ? [...chosen, { platform: name, lack: 'media', problem: media }] : chosen;
  });
}

/**
 * Pure: what will go wrong in some of a post's accounts, as far as their last check tells. None of it keeps the post from
 * the others, so it is no problem of the post: it is said before.
 */
export function foreseenTroubles(
  wishes: readonly Wish[],
  accounts: readonly LackingAccount[],
  { nameOf, language }: { nameOf: (districtId: number) => string; language: Language },
): Problem[] {
  return wishes.flatMap(({ platform, lack, problem }): Problem[] => {
    const lacking = accounts.filter((one) => one.platform === platform && one.lacks.includes(lack));
    if (lacking.length === 0) return [];
    const { params, ...told } = problem(language);
    const districts = [...new Set(lacking.map(({ districtId }) => nameOf(districtId)))];
    return [
      { ...told, params: { ...params, count: lacking.length, districts: listNames(districts) } },
    ];
  });
}
