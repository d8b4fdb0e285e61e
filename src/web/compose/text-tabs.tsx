import type { KeyboardEvent } from 'react';
import type { PlatformCapabilities, PlatformName } from '../../contract/platforms.js';
import { maxTextUnits } from '../../contract/review-content.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import styles from './compose.module.css';
import { partsFor } from './draft.js';
import { liveUnits } from './live-units.js';
import type { Composer } from './use-composer.js';

export type TextTab = PlatformName | 'common';

interface TextTabsProps {
  composer: Composer;
  tab: TextTab;
  onChange: (tab: TextTab) => void;
}

/** Tabs that are meters too: how full each platform is with the longest text of all districts. */
export function TextTabs({ composer, tab, onChange }: TextTabsProps) {
  const { t } = useWords();
  const chosen = composer.platforms.filter(({ name }) => composer.draft.platforms.includes(name));
  const tabs: TextTab[] = ['common', ...chosen.map(({ name }) => name)];
  const step = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length] ?? 'common';
    onChange(next);
    document.getElementById(`text-tab-${next}`)?.focus();
  };
  const propsOf = (name: TextTab) => ({
    id: `text-tab-${name}`,
    role: 'tab',
    type: 'button' as const,
    className: styles.tab,
    'aria-selected': tab === name,
    'aria-controls': 'text-panel',
    tabIndex: tab === name ? 0 : -1,
    onClick: () => {
      onChange(name);
    },
  });
  return (
    <div className={styles.tabs} role="tablist" aria-label={t('compose.text')} onKeyDown={step}>
      <button {...propsOf('common')}>
        <span className={styles.tabName}>{t('compose.for_all')}</span>
        <span className={styles.tabNote}>{t('compose.common_note')}</span>
      </button>
      {chosen.map((platform) => (
        <button key={platform.name} {...propsOf(platform.name)}>
          <Meter composer={composer} platform={platform} />
        </button>
      ))}
    </div>
  );
}

function Meter({ composer, platform }: { composer: Composer; platform: PlatformCapabilities }) {
  const { t, language } = useWords();
  const { name, text } = platform;
  const units = liveUnits(
    partsFor(composer.draft, platform)[0] ?? '',
    text.counting,
    composer.preview.countedFor(platform, 0),
  );
  const maxUnits = maxTextUnits(platform, composer.draft.media.length > 0);
  const isOver = units > maxUnits;
  return (
    <>
      <span className={styles.tabName}>
        <Icon name={name} size={16} />
        {platform.label[language]}
        {composer.draft.own[name] !== undefined && (
          <span className={styles.dot} role="img" aria-label={t('compose.has_own')} />
        )}
      </span>
      <span className={styles.tabNote} data-over={isOver}>
        <span className="number">{t('compose.units', { count: units, max: maxUnits })}</span>
        {isOver && <b>{t('compose.over', { count: units - maxUnits })}</b>}
      </span>
      <span className={styles.gauge} data-over={isOver} aria-hidden="true">
        <span style={{ inlineSize: `${Math.min(100, (units / maxUnits) * 100)}%` }} />
      </span>
    </>
  );
}
