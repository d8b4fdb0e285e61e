import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { PLATFORM_LABELS, PLATFORM_NAMES, type PlatformName } from '../../contract/platforms.js';
import { useWords } from '../language/use-words.js';
import { useMay } from '../session/use-session.js';
import { Icon } from '../theme/icon.js';
import { AccountViews } from './account-views.js';
import { CONNECT_GUIDES } from './connect-guides.js';
import styles from './connect.module.css';
import { ImportFile } from './import-file.js';

/** How an account is connected, step by step, and many at once from a list. */
export default function ConnectPage() {
  const { t, language } = useWords();
  const mayImport = useMay('accounts.import');
  const [platform, setPlatform] = useState<PlatformName>('x');
  return (
    <div className="stack">
      <h1>{t('connect.heading')}</h1>
      <AccountViews />
      <section className="card stack" aria-label={t('connect.heading')}>
        <p>{t('connect.intro')}</p>
        <SegmentedControl
          fullWidth
          orientation="vertical"
          aria-label={t('connect.pick')}
          value={platform}
          onChange={(value) => {
            setPlatform(value);
          }}
          data={PLATFORM_NAMES.map((value) => ({ value, label: PLATFORM_LABELS[value][language] }))}
        />
        <Steps platform={platform} />
      </section>
      {mayImport && <ImportFile />}
    </div>
  );
}

function Steps({ platform }: { platform: PlatformName }) {
  const { t, language } = useWords();
  const steps = CONNECT_GUIDES[platform];
  if (!steps) return <p>{t('connect.no_guide')}</p>;
  return (
    <ol className={styles.steps}>
      {steps.map((step, index) => (
        <li key={step.en}>
          <h2>{t('connect.step', { count: index + 1 })}</h2>
          <p>{step[language]}</p>
          {step.url !== null && (
            <p>
              <a href={step.url} target="_blank" rel="noreferrer" className={styles.place}>
                <Icon name="look" size={16} /> {new URL(step.url).host}
              </a>
            </p>
          )}
        </li>
      ))}
      <li>
        <h2>{t('connect.step', { count: steps.length + 1 })}</h2>
        <p>{t('connect.last')}</p>
      </li>
    </ol>
  );
}
