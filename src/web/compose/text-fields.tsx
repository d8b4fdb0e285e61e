import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import { LANGUAGES, type Language } from '../../contract/language.js';
import type { PlatformCapabilities, PlatformName } from '../../contract/platforms.js';
import type { MessageId } from '../language/catalogue.js';
import { useWords } from '../language/use-words.js';
import styles from './compose.module.css';
import { Section } from './section.js';
import { TextTabs, type TextTab } from './text-tabs.js';
import type { Composer } from './use-composer.js';
import { VariableButtons } from './variable-buttons.js';

const NAMES_IN: Record<Language, MessageId> = { hi: 'compose.names_hi', en: 'compose.names_en' };

/** One text for all, and under each platform's tab a text of its own for those that need it. */
export function TextFields({ composer }: { composer: Composer }) {
  const { t } = useWords();
  const [tab, setTab] = useState<TextTab>('common');
  const { draft, change } = composer;
  const platform = composer.platforms.find((one) => one.name === tab);
  return (
    <Section title={t('compose.text')} problems={composer.problemsAt('text')}>
      <TextTabs composer={composer} tab={tab} onChange={setTab} />
      <div role="tabpanel" id="text-panel" aria-labelledby={`text-tab-${tab}`} className="stack">
        {platform ? (
          <OwnText composer={composer} platform={platform} />
        ) : (
          <Writing
            label={t('compose.common_text')}
            text={draft.common}
            onChange={(common) => {
              change({ common });
            }}
          />
        )}
      </div>
      <div className={styles.choice}>
        <span id="names-language">{t('compose.names_language')}</span>
        <SegmentedControl
          aria-labelledby="names-language"
          value={draft.language}
          data={LANGUAGES.map((value) => ({ value, label: t(NAMES_IN[value]) }))}
          onChange={(language) => {
            change({ language });
          }}
        />
      </div>
    </Section>
  );
}

function OwnText({ composer, platform }: { composer: Composer; platform: PlatformCapabilities }) {
  const { t, language } = useWords();
  const { draft, change } = composer;
  const label = platform.label[language];
  const own = draft.own[platform.name];
  if (own === undefined)
    return (
      <div className={styles.shared}>
        <p className="muted">{t('compose.shares_common', { platform: label })}</p>
        {draft.common !== '' && <p className="quote">{draft.common}</p>}
        <Button
          variant="light"
          onClick={() => {
            change({ own: { ...draft.own, [platform.name]: draft.common } });
          }}
        >
          {t('compose.write_own', { platform: label })}
        </Button>
      </div>
    );
  return (
    <>
      <Writing
        label={t('compose.own_text', { platform: label })}
        text={own}
        onChange={(text) => {
          change({ own: { ...draft.own, [platform.name]: text } });
        }}
      />
      <Button
        variant="subtle"
        color="gray"
        className={styles.revert ?? ''}
        onClick={() => {
          change({ own: without(draft.own, platform.name) });
        }}
      >
        {t('compose.revert')}
      </Button>
    </>
  );
}

interface WritingProps {
  label: string;
  text: string;
  onChange: (text: string) => void;
}

function Writing({ label, text, onChange }: WritingProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  return (
    <div>
      <Textarea
        ref={area}
        label={label}
        classNames={{ input: styles.writing ?? '' }}
        value={text}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
      <VariableButtons area={area} text={text} onChange={onChange} />
    </div>
  );
}

function without(own: Composer['draft']['own'], platform: PlatformName): Composer['draft']['own'] {
  return Object.fromEntries(Object.entries(own).filter(([name]) => name !== platform));
}
