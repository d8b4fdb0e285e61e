import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ConnectWay, OfferedPlatform } from '../../../contract/platforms.js';
import type { DistrictTree } from '../../districts/tree.js';
import { useWords } from '../../language/use-words.js';
import styles from './connect.module.css';
import { GoalFacts } from './goal-facts.js';
import type { ConnectGoal } from './goal.js';
import { GuideSteps } from './guide-steps.js';
import { PlaceField } from './place-field.js';
import { WayAction } from './way-action.js';
import { WayChoice } from './way-choice.js';

interface GuidedConnectProps {
  offered: OfferedPlatform[];
  tree: DistrictTree;
  goal: ConnectGoal;
  onAim: (goal: ConnectGoal) => void;
}

/** District, platform and way are chosen; then the steps of that way, the last of which is taken here. */
export function GuidedConnect({ offered, tree, goal, onAim }: GuidedConnectProps) {
  const { t, language } = useWords();
  const [kind, setKind] = useState<ConnectWay['kind']>();
  const platform = offered.find(({ name }) => name === goal.platform) ?? offered[0];
  const way = platform?.ways.find((one) => one.kind === kind) ?? platform?.ways[0];
  if (!platform || !way) return <p className="card">{t('connect.no_guide')}</p>;
  const { placeId } = goal;
  const aimed = { ...goal, platform: platform.name };
  return (
    <>
      <section className="card stack" aria-label={t('connect.heading')}>
        <p>{t('connect.intro')}</p>
        <div className={styles.goal}>
          <PlaceField
            tree={tree}
            platform={platform.name}
            placeId={placeId}
            onChoose={({ id }) => {
              onAim({ platform: platform.name, placeId: id });
            }}
          />
          <div>
            <p className={styles.label}>{t('connect.pick')}</p>
            <SegmentedControl
              fullWidth
              className={styles.platforms ?? ''}
              aria-label={t('connect.pick')}
              value={platform.name}
              onChange={(name) => {
                const chosen = offered.find((one) => one.name === name);
                onAim({ platform: chosen?.name, placeId });
              }}
              data={offered.map(({ name, label }) => ({ value: name, label: label[language] }))}
            />
          </div>
        </div>
        <GoalFacts goal={aimed} />
        <WayChoice ways={platform.ways} chosen={way.kind} onChoose={setKind} />
      </section>
      <section className="card stack" aria-label={t(`way.${way.kind}`)}>
        <GuideSteps steps={platform.guide} way={way.kind} />
        <WayAction key={`${platform.name} ${way.kind}`} way={way} goal={aimed} tree={tree} />
      </section>
    </>
  );
}
