import { Button, Textarea } from '@mantine/core';
import type { TextCounting } from '../../../contract/platforms.js';
import { countTextUnits } from '../../../contract/text-units.js';
import { useWords } from '../../language/use-words.js';
import { Icon } from '../../theme/icon.js';
import styles from './options.module.css';
import { RemoveButton } from './remove-button.js';

interface TextsFieldProps {
  label: string;
  help: string | undefined;
  rules: { maxItems: number; maxUnits: number };
  counting: TextCounting;
  texts: readonly string[];
  onChange: (texts: string[] | undefined) => void;
}

/** Further texts behind the first, such as the parts of a thread. */
export function TextsField({ label, help, rules, counting, texts, onChange }: TextsFieldProps) {
  const { t } = useWords();
  return (
    <div className={styles.many}>
      <b>{label}</b>
      {help !== undefined && <p className="muted">{help}</p>}
      {texts.map((text, index) => {
        const what = t('option.part', { label, number: index + 1 });
        const units = countTextUnits(text, counting);
        return (
          // Parts have no name but their place.
          <div key={index} className={styles.line}>
            <Textarea
              label={what}
              rows={3}
              value={text}
              description={
                <span data-over={units > rules.maxUnits} className={styles.units}>
                  {t('compose.units', { count: units, max: rules.maxUnits })}
                </span>
              }
              onChange={(event) => {
                const typed = event.currentTarget.value;
                onChange(texts.map((one, at) => (at === index ? typed : one)));
              }}
            />
            <RemoveButton
              what={what}
              onClick={() => {
                const left = texts.filter((_, at) => at !== index);
                onChange(left.length > 0 ? left : undefined);
              }}
            />
          </div>
        );
      })}
      {texts.length < rules.maxItems && (
        <Button
          variant="light"
          leftSection={<Icon name="add" />}
          onClick={() => {
            onChange([...texts, '']);
          }}
        >
          {t('option.add_part')}
        </Button>
      )}
    </div>
  );
}
