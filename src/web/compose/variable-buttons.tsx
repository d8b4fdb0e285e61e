import { Button } from '@mantine/core';
import type { RefObject } from 'react';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';

/** Variables that every place can fill; others come from the import's own columns and are typed by hand. */
const VARIABLES = ['district'];

interface VariableButtonsProps {
  area: RefObject<HTMLTextAreaElement | null>;
  text: string;
  onChange: (text: string) => void;
}

/** Puts `{district}` where the cursor stands. */
export function VariableButtons({ area, text, onChange }: VariableButtonsProps) {
  const { t } = useWords();
  const insert = (token: string) => {
    const start = area.current?.selectionStart ?? text.length;
    const end = area.current?.selectionEnd ?? start;
    onChange(text.slice(0, start) + token + text.slice(end));
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(start + token.length, start + token.length);
    });
  };
  return (
    <div className="row" style={{ marginBlockStart: '0.5rem' }}>
      {VARIABLES.map((name) => (
        <Button
          key={name}
          variant="default"
          leftSection={<Icon name="add" size={18} />}
          aria-label={t('compose.insert', { variable: `{${name}}` })}
          onClick={() => {
            insert(`{${name}}`);
          }}
        >
          <code>{`{${name}}`}</code>
        </Button>
      ))}
      <span className="muted">{t('compose.variable_hint')}</span>
    </div>
  );
}
