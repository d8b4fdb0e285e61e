import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ConnectStep, PlatformCapabilities } from '../../contract/platforms.js';
import { usePlatforms } from '../api/use-platforms.js';
import { Loaded } from '../frame/loaded.js';
import { useWords } from '../language/use-words.js';
import { useMay } from '../session/use-session.js';
import { Icon } from '../theme/icon.js';
import { AccountViews } from './account-views.js';
import styles from './connect.module.css';
import { ImportFile } from './import-file.js';

/** How an account is connected, step by step, and many at once from a list. */
export default function ConnectPage() {
  const { t } = useWords();
  const mayImport = useMay('accounts.import');
  const platforms = usePlatforms();
  return (
    <div className="stack">
      <h1>{t('connect.heading')}</h1>
      <AccountViews />
      <Loaded query={platforms}>{(all) => <Guides platforms={all} />}</Loaded>
      {mayImport && <ImportFile />}
    </div>
  );
}

function Guides({ platforms }: { platforms: PlatformCapabilities[] }) {
  const { t, language } = useWords();
  const [name, setName] = useState<string>();
  const chosen = platforms.find((one) => one.name === name) ?? platforms[0];
  return (
    <section className="card stack" aria-label={t('connect.heading')}>
      <p>{t('connect.intro')}</p>
      <SegmentedControl
        fullWidth
        orientation="vertical"
        aria-label={t('connect.pick')}
        value={chosen?.name ?? ''}
        onChange={setName}
        data={platforms.map((one) => ({ value: one.name, label: one.label[language] }))}
      />
      <Steps steps={chosen?.guide} />
    </section>
  );
}

function Steps({ steps }: { steps: readonly ConnectStep[] | undefined }) {
  const { t, language } = useWords();
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
