import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AttachedMedia } from '../../contract/media.js';
import { api, previewOf } from '../api/routes.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import styles from './post-media.module.css';

/** The pictures and videos of a post, in their order, with what was written for people who do not see them. */
export function PostMedia({ media }: { media: readonly AttachedMedia[] }) {
  const { t } = useWords();
  return (
    <ol className={styles.media} aria-label={t('media.heading')}>
      {media.map((one, index) => (
        <li key={index}>
          <Medium medium={one} position={index + 1} />
        </li>
      ))}
    </ol>
  );
}

function Medium({ medium, position }: { medium: AttachedMedia; position: number }) {
  const { t } = useWords();
  const { mediaId, altText } = medium;
  const [isSeen, setSeen] = useState(true);
  const facts = useQuery({
    queryKey: ['media', mediaId],
    queryFn: () => api.medium(mediaId),
    staleTime: Infinity,
  }).data;
  const kind = facts?.kind ?? 'image';
  const what = t(`media.${kind}`, { position });
  return (
    <figure className={styles.medium}>
      {isSeen ? (
        <img
          src={previewOf(mediaId)}
          alt={altText || what}
          loading="lazy"
          width={facts?.widthPx}
          height={facts?.heightPx}
          onError={() => {
            setSeen(false);
          }}
        />
      ) : (
        <p className="muted">{t('media.unseen')}</p>
      )}
      <figcaption className="muted">
        <b>
          {kind === 'video' && <Icon name="video" size={16} />} {what}
        </b>
        {facts?.isAiMade === true && <span>{t('media.ai_made')}</span>}
        <span>{altText || t('media.none_written')}</span>
      </figcaption>
    </figure>
  );
}
