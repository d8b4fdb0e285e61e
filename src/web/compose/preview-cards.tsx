import type { PlatformCapabilities } from '../../contract/platforms.js';
import { fillVariables } from '../../contract/variables.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import styles from './compose.module.css';
import { partsFor } from './draft.js';
import { PlatformFacts } from './platform-facts.js';
import { QuotedParts } from './quoted-parts.js';
import type { Composer } from './use-composer.js';

/** The post as each platform would carry it, filled for the district where it is longest. */
export function PreviewCards({ composer }: { composer: Composer }) {
  const { t } = useWords();
  const chosen = composer.platforms.filter(({ name }) => composer.draft.platforms.includes(name));
  return (
    <div className={styles.previewCards}>
      <h2>{t('compose.preview')}</h2>
      {chosen.map((platform) => (
        <PreviewCard key={platform.name} composer={composer} platform={platform} />
      ))}
    </div>
  );
}

function PreviewCard({
  composer,
  platform,
}: {
  composer: Composer;
  platform: PlatformCapabilities;
}) {
  const { t, nameOf, language } = useWords();
  const shown = useFilled(composer, platform);
  return (
    <article className={styles.previewCard} data-platform={platform.name}>
      <header>
        <span className={styles.disc}>
          <Icon name={platform.name} size={18} />
        </span>
        <p>
          <b>{platform.label[language]}</b>
          {shown.place && (
            <span className="muted">{t('compose.as_place', { place: nameOf(shown.place) })}</span>
          )}
        </p>
      </header>
      {shown.texts.every((text) => text.trim() === '') ? (
        <p className="muted">{t('compose.preview_empty')}</p>
      ) : (
        <QuotedParts texts={shown.texts} />
      )}
      <PlatformFacts
        platform={platform}
        accounts={accountsOn(composer, platform)}
        texts={shown.texts}
      />
    </article>
  );
}

/** The server's figure as soon as it is about the draft on the screen. */
function accountsOn({ preview, reach }: Composer, { name }: PlatformCapabilities): number {
  const told = preview.preview?.perPlatform.find(({ platform }) => platform === name);
  return told && preview.isFresh ? told.accounts : reach.perPlatform[name];
}

interface Filled {
  /** More than one where it goes out as a thread. */
  texts: readonly string[];
  place: { nameEn: string; nameHi: string } | null;
}

/** The server's sample when it is about the text on the screen; until then the names are filled in here. */
function useFilled(composer: Composer, platform: PlatformCapabilities): Filled {
  const { draft, preview, tree } = composer;
  const told = preview.preview?.perPlatform.find((one) => one.platform === platform.name);
  const sample = told?.sample;
  if (sample && preview.isFresh) {
    return { texts: [sample.text, ...told.thread.map(({ text }) => text)], place: sample };
  }
  const place =
    sample ?? tree.roots.flatMap((root) => [...tree.childrenOf(root.id), root])[0] ?? null;
  const name = place && (draft.language === 'hi' ? place.nameHi : place.nameEn);
  const texts = partsFor(draft, platform).map((template) => {
    const filled = fillVariables(template, (variable) =>
      variable === 'district' && name ? name : `{${variable}}`,
    );
    return filled.kind === 'filled' ? filled.text : template;
  });
  return { texts, place };
}
