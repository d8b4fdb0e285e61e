import type { MediaKind, MediaSet } from '../../contract/media.js';
import type { PlatformCapabilities } from '../../contract/platforms.js';
import type { MessageId } from '../language/catalogue.js';
import { useWords, type Words } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import styles from './media.module.css';

const KINDS: readonly MediaKind[] = ['image', 'animation', 'video'];
const TAKES: Record<MediaKind, MessageId> = {
  image: 'media.takes_image',
  animation: 'media.takes_animation',
  video: 'media.takes_video',
};

/** What one post of each chosen platform may carry. Whether this one does is the server's to say. */
export function PlatformTakes({ platforms }: { platforms: readonly PlatformCapabilities[] }) {
  const { t, language } = useWords();
  return (
    <ul className={styles.takes} aria-label={t('media.takes')}>
      {platforms.map(({ name, label, media }) => (
        <li key={name}>
          <Icon name={name} size={16} />
          <span>
            <b>{label[language]}</b> <SetsInWords sets={media.sets} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function SetsInWords({ sets }: { sets: readonly MediaSet[] }) {
  const { t } = useWords();
  const [first, ...others] = sets.map((set) => setInWords(set, t));
  if (first === undefined) return t('media.takes_none');
  return others.reduce((these, those) => t('media.takes_or', { these, those }), first);
}

function setInWords({ most, total }: MediaSet, t: Words['t']): string {
  const kinds = KINDS.filter((kind) => (most[kind] ?? 0) > 0);
  const words = kinds.map((kind) => t(TAKES[kind], { count: most[kind] ?? 0 })).join(' + ');
  return kinds.length > 1 ? t('media.takes_together', { kinds: words, count: total }) : words;
}
