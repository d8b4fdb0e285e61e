import { Textarea } from '@mantine/core';
import { useRef } from 'react';
import type { PlatformCapabilities } from '../../../contract/platforms.js';
import { useWords } from '../../language/use-words.js';
import styles from '../compose.module.css';
import { liveUnits } from '../live-units.js';
import { RemoveButton } from '../options/remove-button.js';
import type { Composer } from '../use-composer.js';
import { VariableButtons } from '../variable-buttons.js';

interface PartFieldProps {
  composer: Composer;
  /** Platforms on which this part is a post of its own. */
  chained: readonly PlatformCapabilities[];
  /** Place among the further parts, from 0. */
  at: number;
  text: string;
  onChange: (text: string) => void;
  onRemove: () => void;
}

/** One further part, with how full it is on each platform that shows it as a post. */
export function PartField({ composer, chained, at, text, onChange, onRemove }: PartFieldProps) {
  const { t, language } = useWords();
  const area = useRef<HTMLTextAreaElement>(null);
  const label = t('thread.part', { number: at + 2 });
  return (
    <>
      <div className="row spread">
        <span className="muted number">
          {chained.map((platform) => {
            const counted = composer.preview.countedFor(platform, at + 1);
            const count = liveUnits(text, platform.text.counting, counted);
            const max = platform.text.maxUnits;
            return (
              <span key={platform.name} className={styles.tabNote} data-over={count > max}>
                {platform.label[language]} {t('compose.units', { count, max })}{' '}
                {count > max && <b>{t('compose.over', { count: count - max })}</b>}
              </span>
            );
          })}
        </span>
        <RemoveButton what={label} onClick={onRemove} />
      </div>
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
    </>
  );
}
