import { MAX_ATTACHED } from '../../contract/media-limits.js';
import {
  described,
  moved,
  roomIn,
  shifted,
  withChosen,
  withoutMedium,
  type Step,
} from '../compose/draft-media.js';
import { Section } from '../compose/section.js';
import type { Composer } from '../compose/use-composer.js';
import { useWords } from '../language/use-words.js';
import { AddMedia } from './add-media.js';
import { dropFile } from './kept-files.js';
import styles from './media.module.css';
import { MediumRow } from './medium-row.js';
import { PlatformTakes } from './platform-takes.js';
import { useAddedFiles } from './use-added-files.js';
import { useUploads } from './use-uploads.js';

/** Pictures and videos of the post: sent while the text is still being written. */
export default function MediaFields({ composer }: { composer: Composer }) {
  const { t } = useWords();
  const { draft, change, platforms } = composer;
  const move = (key: string, step: Step) => {
    // What the server is still looking at may be shown from this phone; then it is not needed here.
    if (step.at.kind !== 'arrived') void dropFile(key);
    change(({ media }) => moved(media, key, step));
  };
  const upload = useUploads(draft.media, move);
  const added = useAddedFiles(composer);
  const hasMedia = draft.media.length > 0;
  return (
    <Section title={t('media.heading')} problems={composer.problemsAt('media')}>
      {!hasMedia && <p className="muted">{t('media.hint')}</p>}
      {hasMedia && (
        <ol className={styles.rows}>
          {draft.media.map((medium, index) => (
            <MediumRow
              key={medium.key}
              medium={medium}
              position={index + 1}
              count={draft.media.length}
              upload={upload?.key === medium.key ? upload : null}
              onMove={(step) => {
                move(medium.key, step);
              }}
              onDescribe={(altText) => {
                change(({ media }) => described(media, medium.key, altText));
              }}
              onShift={(by) => {
                change(({ media }) => shifted(media, medium.key, by));
              }}
              onRemove={() => {
                void dropFile(medium.key);
                change(({ media }) => withoutMedium(media, medium.key));
                if (medium.at.kind === 'phone') void abandon(medium.key);
              }}
            />
          ))}
        </ol>
      )}
      <p className={styles.leftOut} aria-live="polite">
        {added.leftOut > 0 && t('media.left_out', { count: added.leftOut, most: MAX_ATTACHED })}
      </p>
      <AddMedia
        room={roomIn(draft.media)}
        onFiles={added.add}
        onChosen={(chosen) => {
          change(({ media }) => withChosen(media, chosen));
        }}
      />
      {hasMedia && (
        <PlatformTakes platforms={platforms.filter(({ name }) => draft.platforms.includes(name))} />
      )}
    </Section>
  );
}

async function abandon(key: string): Promise<void> {
  const { abandonTransfer } = await import('./transfer.js');
  await abandonTransfer(key);
}
