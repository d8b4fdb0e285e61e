import { ActionIcon, Textarea } from '@mantine/core';
import { MAX_ALT_TEXT_UNITS } from '../../contract/media-limits.js';
import { ProblemList } from '../api/problem-list.js';
import type { DraftMedium, Step, Whereabouts } from '../compose/draft-media.js';
import { useWords } from '../language/use-words.js';
import { Icon, type IconName } from '../theme/icon.js';
import styles from './media.module.css';
import { Thumbnail } from './thumbnail.js';
import { useCheckedUpload } from './use-checked-upload.js';
import { UploadProgress } from './upload-progress.js';
import type { UploadState } from './use-uploads.js';

interface MediumRowProps {
  medium: DraftMedium;
  /** Counted from 1. */
  position: number;
  count: number;
  /** Where this is the one that is being uploaded. */
  upload: UploadState | null;
  onMove: (step: Step) => void;
  onDescribe: (altText: string) => void;
  onShift: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One picture or video: how far it has come, what is to be seen in it, and its place among the others. */
export function MediumRow(props: MediumRowProps) {
  const { t } = useWords();
  const { medium, position, count, upload, onMove, onDescribe } = props;
  const what = t(`media.${medium.kind}`, { position });
  useCheckedUpload(medium, onMove);
  return (
    <li className={styles.row}>
      <Thumbnail medium={medium} />
      <div className={styles.story}>
        <b>{what}</b>
        <Story medium={medium} upload={upload} />
      </div>
      <Problems at={medium.at} />
      <RowButtons {...props} what={what} isFirst={position === 1} isLast={position === count} />
      {isComing(medium.at) && (
        <Textarea
          className={styles.alt ?? ''}
          label={t('media.alt', { what })}
          description={position === 1 ? t('media.alt_why') : undefined}
          placeholder={t('media.alt_example')}
          maxLength={MAX_ALT_TEXT_UNITS}
          rows={2}
          value={medium.altText}
          onChange={(event) => {
            onDescribe(event.currentTarget.value);
          }}
        />
      )}
    </li>
  );
}

function isComing({ kind }: Whereabouts): boolean {
  return kind !== 'refused' && kind !== 'lost';
}

function Story({ medium, upload }: Pick<MediumRowProps, 'medium' | 'upload'>) {
  const { t } = useWords();
  const { at } = medium;
  switch (at.kind) {
    case 'taken':
      return <Mark icon="clock" words={t('media.shrinking')} />;
    case 'phone':
      return <UploadProgress upload={upload} />;
    case 'arrived':
      return <Mark icon="clock" words={t('media.checking')} />;
    case 'library':
      return (
        <>
          <Mark icon="check" words={t('media.ready')} />
          {at.isAiMade && <p className="muted">{t('media.ai_made')}</p>}
        </>
      );
    case 'refused':
    case 'lost':
      return null;
  }
}

/** As wide as the row: why it can't come, and what to do. */
function Problems({ at }: { at: Whereabouts }) {
  const { t } = useWords();
  if (isComing(at)) return null;
  const lost = [{ code: 'lost', message: t('media.lost') }];
  return (
    <div className={styles.problems}>
      <ProblemList problems={at.kind === 'refused' ? at.problems : lost} />
    </div>
  );
}

function Mark({ icon, words }: { icon: IconName; words: string }) {
  return (
    <p className={styles.mark} role="status" data-mark={icon}>
      <Icon name={icon} size={18} />
      {words}
    </p>
  );
}

interface RowButtonsProps extends Pick<MediumRowProps, 'onShift' | 'onRemove' | 'count'> {
  what: string;
  isFirst: boolean;
  isLast: boolean;
}

function RowButtons({ what, isFirst, isLast, count, onShift, onRemove }: RowButtonsProps) {
  const { t } = useWords();
  return (
    <div className={styles.buttons}>
      {count > 1 && (
        <>
          <RowButton
            icon="up"
            label={t('media.earlier', { what })}
            isDisabled={isFirst}
            onClick={() => {
              onShift(-1);
            }}
          />
          <RowButton
            icon="down"
            label={t('media.later', { what })}
            isDisabled={isLast}
            onClick={() => {
              onShift(1);
            }}
          />
        </>
      )}
      <RowButton icon="close" label={t('media.remove', { what })} onClick={onRemove} />
    </div>
  );
}

interface RowButtonProps {
  icon: IconName;
  label: string;
  isDisabled?: boolean;
  onClick: () => void;
}

function RowButton({ icon, label, isDisabled = false, onClick }: RowButtonProps) {
  return (
    <ActionIcon
      variant="default"
      size={48}
      aria-label={label}
      title={label}
      disabled={isDisabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </ActionIcon>
  );
}
