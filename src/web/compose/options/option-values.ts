import type { PlatformCapabilities, PlatformName } from '../../../contract/platforms.js';
import type { OptionField, OptionValues, Poll } from '../../../contract/post-options.js';

export type OptionValue = OptionValues[string];
export type DraftOptions = Partial<Record<PlatformName, OptionValues>>;

/** With one value set, or back at its usual when it is undefined. */
export function withOption(
  options: DraftOptions,
  {
    platform,
    name,
    value,
  }: { platform: PlatformName; name: string; value: OptionValue | undefined },
): DraftOptions {
  const others = Object.entries(options[platform] ?? {}).filter(([known]) => known !== name);
  const values = value === undefined ? others : [...others, [name, value] as const];
  return { ...options, [platform]: Object.fromEntries(values) };
}

/** What the chosen platforms know of it: lines left empty, and what an older version knew, stay behind. */
export function optionsToSend(
  options: DraftOptions,
  platforms: readonly PlatformCapabilities[],
): DraftOptions {
  const sent = platforms.flatMap(({ name, options: fields }) => {
    const values = fields.flatMap((field) => {
      const value = filledIn(field, options[name]?.[field.name]);
      return value === undefined ? [] : [[field.name, value] as const];
    });
    return values.length === 0 ? [] : [[name, Object.fromEntries(values)] as const];
  });
  return Object.fromEntries(sent);
}

/** Somebody began a poll and wrote no answer. */
export function isUnfinishedPoll(value: OptionValue | undefined): boolean {
  return isPollValue(value) && value.answers.every((answer) => answer.trim() === '');
}

export function isPollValue(value: OptionValue | undefined): value is Poll {
  return typeof value === 'object';
}

function filledIn(field: OptionField, value: OptionValue | undefined): OptionValue | undefined {
  switch (field.kind) {
    case 'switch':
      return value === true ? true : undefined;
    case 'choice':
      return field.choices.some((choice) => choice.value === value) ? value : undefined;
    case 'poll': {
      if (!isPollValue(value) || isUnfinishedPoll(value)) return undefined;
      return { ...value, answers: value.answers.filter((answer) => answer.trim() !== '') };
    }
  }
}
