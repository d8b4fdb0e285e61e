import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PlatformCapabilities } from '../../contract/platforms.js';
import { HOME_ZONE, showWallTime, zoneMark } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { now } from '../clock.js';
import { Icon } from '../theme/icon.js';
import { Sheet } from '../theme/sheet.js';
import { ChosenPlaces } from './chosen-places.js';
import styles from './compose.module.css';
import { partsFor, selectionOf, wallTimeOf, type Draft } from './draft.js';
import { Foreseen } from './foreseen.js';
import { LastMoment } from './last-moment.js';
import { QuotedParts } from './quoted-parts.js';
import type { Composer } from './use-composer.js';

/** Before many accounts speak at once: what goes where and when, and the number typed by hand. */
export function ConfirmSheet({ composer }: { composer: Composer }) {
  const { t } = useWords();
  const isSend = composer.draft.when === 'now';
  return (
    <Sheet
      title={t(isSend ? 'confirm.title_now' : 'confirm.title_later')}
      isOpen={composer.isConfirming}
      onClose={composer.stepBack}
      footer={<NumberTyped composer={composer} />}
    >
      <div className="stack">
        <ConfirmSummary composer={composer} />
      </div>
    </Sheet>
  );
}

function ConfirmSummary({ composer }: { composer: Composer }) {
  const { t, language } = useWords();
  const { draft, tree, reach, preview } = composer;
  const textsOn = (platform: PlatformCapabilities) => {
    const told = preview.preview?.perPlatform.find((one) => one.platform === platform.name);
    return told?.sample
      ? [told.sample.text, ...told.thread.map(({ text }) => text)]
      : partsFor(draft, platform);
  };
  return (
    <>
      <p>
        <b>{t('districts.count', { count: reach.districts })}</b> · <DueLine draft={draft} />
      </p>
      {draft.media.length > 0 && <p>{t('media.with', { count: draft.media.length })}</p>}
      {draft.isUrgent && (
        <p>
          <Icon name="warning" /> <b>{t('confirm.urgent')}</b>
        </p>
      )}
      <p className="muted">
        <LastMoment draft={draft} />
      </p>
      <Foreseen composer={composer} />
      <ChosenPlaces tree={tree} selection={selectionOf(draft)} />
      <ul className={styles.goes}>
        {composer.platforms
          .filter(({ name }) => draft.platforms.includes(name))
          .map((platform) => (
            <li key={platform.name}>
              <p className="row spread">
                <span className="row">
                  <Icon name={platform.name} />
                  <b>{platform.label[language]}</b>
                </span>
                <span className="number">
                  {t('accounts.count', { count: reach.perPlatform[platform.name] })}
                </span>
              </p>
              <QuotedParts texts={textsOn(platform)} className={styles.goesText ?? ''} />
            </li>
          ))}
      </ul>
    </>
  );
}

function DueLine({ draft }: { draft: Draft }) {
  const { t, language } = useWords();
  if (draft.when === 'now') return t('compose.now');
  return `${showWallTime(wallTimeOf(draft), language)} ${zoneMark(HOME_ZONE, now())}`;
}

function NumberTyped({ composer }: { composer: Composer }) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const { accounts } = composer.reach;
  const isSame = westernDigits(typed).replace(/\D/g, '') === String(accounts);
  return (
    <div className={styles.typed}>
      <TextInput
        label={t('confirm.type_number', { count: accounts })}
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (isSame) composer.confirm();
        }}
      />
      <div className={styles.confirmButtons}>
        <Button variant="default" onClick={composer.stepBack}>
          {t('confirm.back')}
        </Button>
        <Button disabled={!isSame} onClick={composer.confirm}>
          {t(composer.draft.when === 'now' ? 'confirm.send' : 'confirm.schedule')}
        </Button>
      </div>
    </div>
  );
}

/** ७५ typed on a Hindi keyboard is 75. */
function westernDigits(text: string): string {
  return text.replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966));
}
