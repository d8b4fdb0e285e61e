import { PLATFORM_LABELS } from '../../contract/platforms.js';
import type { CorrectionProgress } from '../../contract/posts.js';
import { useWords } from '../language/use-words.js';

/** How far other words have come, and where the old ones stay. */
export function CorrectionStory({ correction }: { correction: CorrectionProgress }) {
  const { t, language } = useWords();
  const { corrected, pending, refused } = correction;
  return (
    <section className="card stack" aria-label={t('correct.story')} aria-live="polite">
      <h2>{t('correct.story')}</h2>
      {corrected > 0 && <p>{t('correct.corrected', { count: corrected })}</p>}
      {pending > 0 && <p>{t('correct.pending', { count: pending })}</p>}
      {refused.map(({ platform, count, detail }) => (
        <div key={platform}>
          <p>
            <b>{t('correct.refused', { count, platform: PLATFORM_LABELS[platform][language] })}</b>
          </p>
          <p className="muted" lang="en">
            {detail}
          </p>
        </div>
      ))}
    </section>
  );
}
