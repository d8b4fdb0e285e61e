import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { BoardCell, BoardRow } from '../../contract/deliveries.js';
import { showMoment } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { Sheet } from '../theme/sheet.js';
import { CAUSE_WORDS, LASTING_CAUSES } from './failure-causes.js';
import { HoldStory } from './hold-story.js';
import { PHASE_LOOK } from './phase-look.js';
import { PhaseMark } from './phase-mark.js';
import styles from './posts.module.css';
import { useRetry } from './use-interventions.js';

interface DeliverySheetProps {
  postId: number;
  rows: BoardRow[];
  deliveryId: number | null;
  onClose: () => void;
}

/** Everything about one delivery, and what can be done about it. */
export function DeliverySheet({ postId, rows, deliveryId, onClose }: DeliverySheetProps) {
  const { nameOf } = useWords();
  const row = rows.find(({ cells }) => cells.some((cell) => cell.deliveryId === deliveryId));
  const cell = row?.cells.find((one) => one.deliveryId === deliveryId);
  return (
    <Sheet
      title={row && cell ? `${nameOf(row)} · ${cell.handle}` : ''}
      isOpen={cell !== undefined}
      onClose={onClose}
    >
      {cell && (
        <div className="stack">
          <DeliveryStory cell={cell} />
          <DeliveryActions cell={cell} postId={postId} onDone={onClose} />
        </div>
      )}
    </Sheet>
  );
}

function DeliveryStory({ cell }: { cell: BoardCell }) {
  const { t, language } = useWords();
  const at = (instant: string) => showMoment(instant, language);
  return (
    <>
      <p>
        <PhaseMark phase={cell.phase}>{t(PHASE_LOOK[cell.phase].word)}</PhaseMark>
      </p>
      {cell.heldBy !== null && <HoldStory hold={cell.heldBy} />}
      {cell.cause !== null && (
        <div className={styles.reason} data-phase={cell.phase}>
          <p>
            <b>{t(CAUSE_WORDS[cell.cause].what)}</b>
          </p>
          <p>{t(CAUSE_WORDS[cell.cause].advice)}</p>
        </div>
      )}
      {cell.detail !== null && (
        <p className="muted quote">{t('cell.said', { words: cell.detail })}</p>
      )}
      {cell.note !== null && (
        <div className={styles.reason} data-phase="needs_decision">
          <p>
            <b>{t('cell.note')}</b>
          </p>
          <p className="quote">{cell.note}</p>
        </div>
      )}
      <dl className={styles.facts}>
        <Fact term={t('cell.due')}>{at(cell.dueAt)}</Fact>
        {cell.publishedAt !== null && (
          <Fact term={t('cell.published')}>{at(cell.publishedAt)}</Fact>
        )}
        {cell.nextTryAt !== null && <Fact term={t('cell.next_try')}>{at(cell.nextTryAt)}</Fact>}
        <Fact term={t('cell.attempts')}>{String(cell.attempts)}</Fact>
      </dl>
    </>
  );
}

function Fact({ term, children }: { term: string; children: string }) {
  return (
    <div>
      <dt className="muted">{term}</dt>
      <dd className="number">{children}</dd>
    </div>
  );
}

interface DeliveryActionsProps {
  cell: BoardCell;
  postId: number;
  onDone: () => void;
}

function DeliveryActions({ cell, postId, onDone }: DeliveryActionsProps) {
  const { t } = useWords();
  const retry = useRetry(postId);
  return (
    <div className="stack" style={{ gap: '0.5rem' }}>
      {cell.permalink !== null && (
        <Button
          component="a"
          href={cell.permalink}
          target="_blank"
          rel="noreferrer"
          variant="light"
          leftSection={<Icon name="look" />}
        >
          {t('cell.look')}
        </Button>
      )}
      {cell.can.retry && (
        <Button
          variant={cell.cause && LASTING_CAUSES.includes(cell.cause) ? 'default' : 'filled'}
          leftSection={<Icon name="retry" />}
          loading={retry.isPending}
          onClick={() => {
            retry.mutate(cell.deliveryId, { onSuccess: onDone });
          }}
        >
          {t('retry.one')}
        </Button>
      )}
      {cell.can.decide && (
        <Button component={Link} to="/decisions" leftSection={<Icon name="question" />}>
          {t('cell.decide')}
        </Button>
      )}
    </div>
  );
}
