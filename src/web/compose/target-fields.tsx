import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { DistrictPicker } from '../districts/district-picker.js';
import { chooseAll, type Selection } from '../districts/selection.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { Sheet } from '../theme/sheet.js';
import styles from './compose.module.css';
import { selectionOf } from './draft.js';
import { ChosenPlaces } from './chosen-places.js';
import { ReachLine } from './reach-line.js';
import { Section } from './section.js';
import type { Composer } from './use-composer.js';

/** Which districts carry the post, and on which platforms. */
export function TargetFields({ composer }: { composer: Composer }) {
  const { t } = useWords();
  const [isPicking, setPicking] = useState(false);
  const { tree } = composer;
  const choose = (selection: Selection) => {
    composer.change({ marks: [...selection] });
  };
  return (
    <Section title={t('compose.targets')} problems={composer.problemsAt('targets')}>
      <ChosenPlaces tree={tree} selection={selectionOf(composer.draft)} />
      {tree.byId.size > 1 && (
        <div className={styles.pickRow}>
          <Button
            variant="light"
            onClick={() => {
              choose(chooseAll(tree));
            }}
          >
            {t('districts.choose_all')}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              setPicking(true);
            }}
          >
            {t('compose.pick')}
          </Button>
        </div>
      )}
      <PlatformBoxes composer={composer} />
      <Sheet
        title={t('compose.pick_title')}
        isOpen={isPicking}
        onClose={() => {
          setPicking(false);
        }}
        footer={
          <div className={styles.sheetFoot}>
            <ReachLine reach={composer.reach} />
            <Button
              onClick={() => {
                setPicking(false);
              }}
            >
              {t('done')}
            </Button>
          </div>
        }
      >
        <DistrictPicker tree={tree} selection={selectionOf(composer.draft)} onChange={choose} />
      </Sheet>
    </Section>
  );
}

function PlatformBoxes({ composer }: { composer: Composer }) {
  const { t, language } = useWords();
  const { draft, change, reach } = composer;
  return (
    <Checkbox.Group
      label={t('compose.platforms')}
      value={draft.platforms}
      onChange={(chosen) => {
        const names = composer.platforms.map(({ name }) => name);
        change({ platforms: names.filter((name) => chosen.includes(name)) });
      }}
    >
      <div className={styles.platforms}>
        {composer.platforms.map(({ name, label }) => (
          <label key={name} className={styles.platform}>
            <Checkbox value={name} aria-label={label[language]} />
            <Icon name={name} />
            <span>
              <b>{label[language]}</b>
              <span className="muted">
                {t('accounts.count', { count: reach.perPlatform[name] })}
              </span>
            </span>
          </label>
        ))}
      </div>
    </Checkbox.Group>
  );
}
