import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AccountView } from '../../../contract/accounts.js';
import type { FoundAccountView } from '../../../contract/found-accounts.js';
import { ProblemList } from '../../api/problem-list.js';
import { problemsOf } from '../../api/refusal.js';
import type { PlaceGuesser } from '../../districts/guess-places.js';
import { PlaceSheet } from '../../districts/place-sheet.js';
import type { DistrictTree } from '../../districts/tree.js';
import { showMoment } from '../../language/moments.js';
import { useWords } from '../../language/use-words.js';
import { Icon } from '../../theme/icon.js';
import styles from './connect.module.css';
import { useIgnoreFound, useMatchFound } from './use-found.js';

interface FoundCardProps {
  account: FoundAccountView;
  tree: DistrictTree;
  guesser: PlaceGuesser;
  /** The district that somebody came here for; it is the guess where the name tells none. */
  wantedPlaceId: number | undefined;
  onMatched: (account: AccountView) => void;
}

export function FoundCard({ account, tree, guesser, wantedPlaceId, onMatched }: FoundCardProps) {
  const { t, nameOf, language } = useWords();
  const [isChoosing, setChoosing] = useState(false);
  const match = useMatchFound(onMatched);
  const ignore = useIgnoreFound();
  const { id, platform, title, handle, type, mayPublish, changedAt } = account;
  const names = [title, handle];
  const wanted = wantedPlaceId === undefined ? undefined : tree.byId.get(wantedPlaceId);
  const best = guesser.sureOf(names) ?? wanted;
  const matchTo = (placeId: number) => {
    setChoosing(false);
    match.mutate({ id, placeId });
  };
  return (
    <li className={styles.found}>
      <p className={styles.who}>
        <Icon name={platform} size={18} />
        <b>{title}</b>
      </p>
      <p className="muted">
        {[
          ...(handle === title ? [] : [handle]),
          t(type === 'channel' ? 'found.kind.channel' : 'found.kind.group'),
          t('found.at', { when: showMoment(changedAt, language) }),
        ].join(' · ')}
      </p>
      {!mayPublish && (
        <p className={styles.outcome} data-phase="needs_decision">
          <Icon name="warning" size={18} /> {t('found.no_right')}
        </p>
      )}
      <ProblemList problems={problemsOf(match.error)} />
      <div className={styles.actions}>
        {best && (
          <Button
            leftSection={<Icon name="check" />}
            loading={match.isPending}
            onClick={() => {
              matchTo(best.id);
            }}
          >
            {t('found.match', { place: nameOf(best) })}
          </Button>
        )}
        <Button
          variant={best ? 'default' : 'filled'}
          loading={!best && match.isPending}
          onClick={() => {
            setChoosing(true);
          }}
        >
          {t(best ? 'found.other' : 'places.choose')}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          loading={ignore.isPending}
          onClick={() => {
            ignore.mutate({ account, isOurs: false });
          }}
        >
          {t('found.ignore')}
        </Button>
      </div>
      <PlaceSheet
        title={title}
        isOpen={isChoosing}
        tree={tree}
        platform={platform}
        likely={isChoosing ? guesser.guesses(names).map(({ place }) => place) : []}
        onChoose={(place) => {
          matchTo(place.id);
        }}
        onClose={() => {
          setChoosing(false);
        }}
      />
    </li>
  );
}
