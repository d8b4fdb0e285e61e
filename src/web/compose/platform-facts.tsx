import type { PlatformCapabilities } from '../../contract/platforms.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import styles from './compose.module.css';
import { factsOf, type Fact } from './facts-of.js';

interface PlatformFactsProps {
  platform: PlatformCapabilities;
  /** How many of its accounts the post reaches. */
  accounts: number;
  /** As they will stand there. */
  texts: readonly string[];
}

/** What can be undone there, what happens to a lost answer, what it costs: thin places at once, the rest unfolded. */
export function PlatformFacts({ platform, accounts, texts }: PlatformFactsProps) {
  const { t, language } = useWords();
  const facts = factsOf(platform, { accounts, texts, language });
  const thin = facts.filter(({ isThin }) => isThin);
  return (
    <>
      {(platform.terms ?? thin.length > 0) && (
        <ul className={styles.facts}>
          {platform.terms && (
            <li>
              <Icon name="warning" size={16} />
              {platform.terms[language]}
            </li>
          )}
          <Facts facts={thin} />
        </ul>
      )}
      <details className={styles.more}>
        <summary>{t('facts.more', { platform: platform.label[language] })}</summary>
        <ul className={styles.facts}>
          <Facts facts={facts.filter(({ isThin }) => !isThin)} />
        </ul>
      </details>
    </>
  );
}

function Facts({ facts }: { facts: readonly Fact[] }) {
  const { t } = useWords();
  const spanOf = ({ spanHours }: Fact) =>
    spanHours === undefined ? {} : { span: t('compose.hours', { count: spanHours }) };
  return facts.map((fact) => (
    <li key={fact.id}>
      <Icon name={fact.isThin ? 'warning' : 'check'} size={16} />
      {t(fact.id, { ...fact.values, ...spanOf(fact) })}
    </li>
  ));
}
