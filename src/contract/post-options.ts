import { z } from 'zod';
import type { AccountAbility } from './account-ability.js';
import type { MediaRules } from './media.js';
import { plainText } from './plain-text.js';

/** A text in both languages of the screen. */
export interface Label {
  en: string;
  hi: string;
}

/**
 * Something that a post may be given on one platform only, as data: the composer draws it, the contract checks it, and
 * the platform's folder alone knows what it means.
 */
export type OptionField = { name: string; label: Label; help?: Label } & (
  | SwitchField
  /** The first choice stands when nobody chooses. */
  | { kind: 'choice'; choices: readonly { value: string; label: Label }[] }
  | { kind: 'poll'; poll: PollRules }
);

interface SwitchField {
  kind: 'switch';
  /** While it is chosen, these stand in the place of the platform's own rules for pictures and videos. */
  media?: MediaRules;
  /** What an account has to be able to do for it, and what gives it that; the post goes out without it otherwise. */
  needs?: { ability: AccountAbility; remedy: Label };
}

export interface PollRules {
  maxQuestionUnits: number;
  minAnswers: number;
  maxAnswers: number;
  maxAnswerUnits: number;
  minOpenForMinutes: number;
  maxOpenForMinutes: number;
}

export const poll = z.object({
  /** Empty where the post's text is the question. */
  question: plainText.trim().max(300).default(''),
  answers: z.array(plainText.trim().min(1).max(200)).min(1).max(12),
  openForMinutes: z.number().int().positive(),
});
export type Poll = z.infer<typeof poll>;

export const optionValue = z.union([z.boolean(), plainText.max(300), poll]);
/** Values by the names of a platform's option fields; what is left out stands at its usual. */
export const optionValues = z.record(z.string().max(40), optionValue);
export type OptionValues = z.infer<typeof optionValues>;

export type OptionProblem =
  | { kind: 'option_unknown'; name: string }
  | { kind: 'option_wrong'; name: string }
  /** The platform takes it, but not beside pictures or videos. */
  | { kind: 'option_with_media'; name: string };

/** Pure: what of the values given for a platform is not one of its options, or not within its rules. */
export function reviewOptions(
  fields: readonly OptionField[],
  values: OptionValues,
): OptionProblem[] {
  return Object.entries(values).flatMap(([name, value]): OptionProblem[] => {
    const field = fields.find((one) => one.name === name);
    if (!field) return [{ kind: 'option_unknown', name }];
    return isWithin(field, value) ? [] : [{ kind: 'option_wrong', name }];
  });
}

function isWithin(field: OptionField, value: OptionValues[string]): boolean {
  switch (field.kind) {
    case 'switch':
      return typeof value === 'boolean';
    case 'choice':
      return field.choices.some((choice) => choice.value === value);
    case 'poll':
      return isPoll(value) && fitsPoll(field.poll, value);
  }
}

function isPoll(value: OptionValues[string]): value is Poll {
  return typeof value === 'object';
}

function fitsPoll(rules: PollRules, { question, answers, openForMinutes }: Poll): boolean {
  return (
    question.length <= rules.maxQuestionUnits &&
    answers.length >= rules.minAnswers &&
    answers.length <= rules.maxAnswers &&
    answers.every((answer) => answer.length <= rules.maxAnswerUnits) &&
    openForMinutes >= rules.minOpenForMinutes &&
    openForMinutes <= rules.maxOpenForMinutes
  );
}
