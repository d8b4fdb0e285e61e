import { Loaded } from '../frame/loaded.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { DecisionCard } from './decision-card.js';
import styles from './decisions.module.css';
import { useDecisions } from './use-decisions.js';
import '../language/decision-words.js';

/** Did it arrive? Only a person who looks can say; nothing here is sent again by itself. */
export default function DecisionsPage() {
  const { t } = useWords();
  const decisions = useDecisions(true);
  return (
    <div className="stack">
      <header>
        <h1>{t('decision.heading')}</h1>
        <p className="muted">{t('decision.intro')}</p>
      </header>
      <Loaded query={decisions}>
        {(list) =>
          list.length === 0 ? (
            <p className={`card ${styles.none ?? ''}`}>
              <Icon name="check" />
              {t('decision.none')}
            </p>
          ) : (
            <ul className="stack">
              {list.map((decision) => (
                <DecisionCard key={decision.deliveryId} decision={decision} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}
