import { useWords } from '../language/use-words.js';
import styles from './media.module.css';
import type { UploadState } from './use-uploads.js';

/** How much has arrived; without an upload of its own the file waits for its turn. */
export function UploadProgress({ upload }: { upload: UploadState | null }) {
  const { t } = useWords();
  if (!upload) return <p className="muted">{t('media.waits_turn')}</p>;
  const percent = Math.floor(upload.share * 100);
  return (
    <>
      <progress
        className={styles.progress}
        max={1}
        value={upload.share}
        aria-label={t('media.sending')}
      />
      <p className="muted number">{t('media.share', { percent })}</p>
      <p className="muted" role="status">
        {upload.isWaiting && t(navigator.onLine ? 'media.broken_off' : 'media.offline')}
      </p>
    </>
  );
}
