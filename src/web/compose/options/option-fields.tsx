import { Checkbox, NativeSelect } from '@mantine/core';
import type { PlatformCapabilities } from '../../../contract/platforms.js';
import type { OptionField } from '../../../contract/post-options.js';
import { ProblemList } from '../../api/problem-list.js';
import type { Problem } from '../../api/refusal.js';
import { useWords } from '../../language/use-words.js';
import { Icon } from '../../theme/icon.js';
import type { Composer } from '../use-composer.js';
import { withOption, type OptionValue } from './option-values.js';
import styles from './options.module.css';
import { PollField } from './poll-field.js';

/** What only one platform knows, drawn from what its folder says that it knows. */
export default function OptionFields({ composer }: { composer: Composer }) {
  const { language } = useWords();
  const { draft, platforms } = composer;
  const problems = composer.problemsAt('options');
  const shown = platforms.filter(
    ({ name, options }) => draft.platforms.includes(name) && options.length > 0,
  );
  return (
    <>
      {shown.map((platform) => (
        <fieldset key={platform.name} className={styles.platform}>
          <legend>
            <Icon name={platform.name} size={18} /> {platform.label[language]}
          </legend>
          {platform.options.map((field) => (
            <div key={field.name} className={styles.field}>
              <Field composer={composer} platform={platform} field={field} />
              <ProblemList
                problems={problems.filter((problem) =>
                  concerns(problem, `options.${platform.name}.${field.name}`),
                )}
              />
            </div>
          ))}
        </fieldset>
      ))}
      <ProblemList problems={problems.filter((problem) => !hasField(problem, shown))} />
    </>
  );
}

function concerns({ field = '' }: Problem, name: string): boolean {
  return field === name || field.startsWith(`${name}.`) || field.startsWith(`${name}[`);
}

function hasField(problem: Problem, shown: readonly PlatformCapabilities[]): boolean {
  return shown.some(({ name, options }) =>
    options.some((field) => concerns(problem, `options.${name}.${field.name}`)),
  );
}

interface FieldProps {
  composer: Composer;
  platform: PlatformCapabilities;
  field: OptionField;
}

function Field({ composer: { draft, change }, platform, field }: FieldProps) {
  const { language } = useWords();
  const label = field.label[language];
  const help = field.help?.[language];
  const value = draft.options[platform.name]?.[field.name];
  const set = (next: OptionValue | undefined) => {
    change(({ options }) => ({
      options: withOption(options, { platform: platform.name, name: field.name, value: next }),
    }));
  };
  switch (field.kind) {
    case 'switch':
      return (
        <Checkbox
          label={label}
          description={help}
          checked={value === true}
          onChange={(event) => {
            set(event.currentTarget.checked || undefined);
          }}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          size="md"
          label={label}
          description={help}
          value={typeof value === 'string' ? value : ''}
          data={field.choices.map((choice, index) => ({
            // Nobody has chosen: the first stands, and nothing is sent.
            value: index === 0 ? '' : choice.value,
            label: choice.label[language],
          }))}
          onChange={(event) => {
            set(event.currentTarget.value || undefined);
          }}
        />
      );
    case 'poll':
      return (
        <PollField label={label} help={help} rules={field.poll} value={value} onChange={set} />
      );
  }
}
