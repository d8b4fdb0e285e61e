import type { OptionField, OptionValues } from '../../contract/post-options.js';
import { showMinutes } from '../language/spans.js';
import type { Words } from '../language/use-words.js';

/** Pure: the value of an option as a person reads it, line by line. */
export function linesOf(
  field: OptionField,
  value: OptionValues[string],
  { language, t }: Pick<Words, 'language' | 't'>,
): string[] {
  if (typeof value === 'boolean') return [t(value ? 'option.yes' : 'option.no')];
  if (typeof value === 'string') {
    const choices = field.kind === 'choice' ? field.choices : [];
    const chosen = choices.find((choice) => choice.value === value);
    return [chosen?.label[language] ?? value];
  }
  const { question, answers, openForMinutes } = value;
  return [
    ...(question === '' ? [] : [question]),
    answers.map((answer) => `○ ${answer}`).join('\n'),
    `${t('option.poll_open_for')}: ${showMinutes(openForMinutes, t)}`,
  ];
}
