import { Button } from '@mantine/core';
import type { InviteLink } from '../../contract/people.js';
import { tell } from '../frame/notice.js';
import { showMoment } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { QrCode } from '../theme/qr-code.js';
import styles from './people.module.css';

/** The invite as a picture for the phone beside one, and as a link for the one far away. It is shown once. */
export function InviteShown({ link }: { link: InviteLink }) {
  const { t, language } = useWords();
  const { name, url } = link;
  const text = t('invite.message', { name, url });
  const copy = async () => {
    await navigator.clipboard.writeText(url);
    tell({ tone: 'done', message: t('invite.copied') });
  };
  return (
    <div className={styles.shared}>
      <p>{t('invite.show', { name })}</p>
      <QrCode text={url} label={t('invite.qr')} />
      <p className={styles.link}>{url}</p>
      <p className="muted">{t('invite.until', { when: showMoment(link.expiresAt, language) })}</p>
      <Button
        component="a"
        href={`https://wa.me/?text=${encodeURIComponent(text)}`}
        target="_blank"
        rel="noreferrer"
      >
        WhatsApp
      </Button>
      {canShare() && (
        <Button
          variant="default"
          onClick={() => {
            // Whoever closes the phone's own sheet has changed their mind.
            navigator.share({ text }).catch(() => undefined);
          }}
        >
          {t('invite.share')}
        </Button>
      )}
      <Button variant="default" onClick={() => void copy()}>
        {t('invite.copy')}
      </Button>
    </div>
  );
}

function canShare(): boolean {
  return 'share' in navigator;
}
