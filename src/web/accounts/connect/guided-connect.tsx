import { useState } from 'react';
import type { ConnectWay, OfferedPlatform } from '../../../contract/platforms.js';
import type { DistrictTree } from '../../districts/tree.js';
import { useWords } from '../../language/use-words.js';
import { GoalFacts } from './goal-facts.js';
import type { ConnectGoal } from './goal.js';
import { GuideSteps } from './guide-steps.js';
import { PlaceField } from './place-field.js';
import { PlatformChoice } from './platform-choice.js';
import { WayAction } from './way-action.js';
import { WayChoice } from './way-choice.js';

interface GuidedConnectProps {
  offered: OfferedPlatform[];
  tree: DistrictTree;
  goal: ConnectGoal;
  onAim: (goal: ConnectGoal) => void;
}

/** Ways by which accounts come one by one; lists and tokens bring those of many places. */
const FOR_ONE_PLACE: readonly ConnectWay['kind'][] = ['lend', 'find'];

/** Platform, way and district are chosen; then the steps of that way, the last of which is taken here. */
export function GuidedConnect({ offered, tree, goal, onAim }: GuidedConnectProps) {
  const { t } = useWords();
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
        <PlatformChoice
          offered={offered}
          chosen={platform.name}
          onChoose={(name) => {
            onAim({ platform: name, placeId });
          }}
        />
        <WayChoice ways={platform.ways} chosen={way.kind} onChoose={setKind} />
        {(FOR_ONE_PLACE.includes(way.kind) || placeId !== undefined) && (
          <PlaceField
            tree={tree}
            platform={platform.name}
            placeId={placeId}
            onChoose={({ id }) => {
              onAim({ platform: platform.name, placeId: id });
            }}
          />
        )}
        <GoalFacts goal={aimed} />
      </section>
      <section className="card stack" aria-label={t(`way.${way.kind}`)}>
        <WayAction key={`${platform.name} ${way.kind}`} way={way} goal={aimed} tree={tree}>
          <GuideSteps steps={platform.guide} way={way.kind} />
        </WayAction>
      </section>
    </>
  );
}
