import type { AwaitingPlatform } from '../../contract/approvals.js';
import { PLATFORM_LABELS } from '../../contract/platforms.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import styles from './approvals.module.css';

/** The words as each platform will carry them, with every name filled in. */
export function ExactTexts({ platforms }: { platforms: readonly AwaitingPlatform[] }) {
  const { t, language } = useWords();
  return platforms.map(({ platform, accounts, texts, moreTexts }) => (
    <figure key={platform} className={styles.texts}>
      <figcaption className="row spread">
        <span className="row">
          <Icon name={platform} />
          <b>{PLATFORM_LABELS[platform][language]}</b>
        </span>
        <span className="muted number">{t('approval.accounts', { count: accounts })}</span>
      </figcaption>
      {texts.map(
        ({ text, part }) =>
          text !== '' && (
            <p key={`${part} ${text}`} className={`quote ${styles.text ?? ''}`}>
              {part > 0 && (
                <span className="muted">{t('thread.part', { number: part + 1 })}: </span>
              )}
              {text}
            </p>
          ),
      )}
      {moreTexts > 0 && <p className="muted">{t('approval.more_texts', { count: moreTexts })}</p>}
    </figure>
  ));
}
