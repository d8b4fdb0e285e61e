import type { PlatformCapabilities } from '../../contract/platforms.js';
import type { PostView } from '../../contract/posts.js';
import { usePlatforms } from '../api/use-platforms.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { linesOf } from './option-lines.js';
import styles from './post-media.module.css';

/** What was chosen for one platform only, in the words in which it was asked. Nothing where nobody chose. */
export function PostOptions({ texts }: Pick<PostView, 'texts'>) {
  const { t, language } = useWords();
  const hasOptions = texts.some(({ options }) => Object.keys(options).length > 0);
  const platforms = usePlatforms({ isAsked: hasOptions }).data;
  if (!hasOptions || !platforms) return null;
  return (
    <dl className={styles.options} aria-label={t('option.chosen')}>
      {texts.flatMap(({ platform, options }) =>
        fieldsOf(platforms, platform).flatMap((field) => {
          const value = options[field.name];
          if (value === undefined) return [];
          const lines = linesOf(field, value, { language, t });
          return [
            <div key={`${platform} ${field.name}`}>
              <dt className="muted">
                <Icon name={platform} size={16} />
                {field.label[language]}
              </dt>
              {lines.map((line, index) => (
                <dd key={index} className="quote">
                  {line}
                </dd>
              ))}
            </div>,
          ];
        }),
      )}
    </dl>
  );
}

function fieldsOf(platforms: readonly PlatformCapabilities[], name: string) {
  return platforms.find((platform) => platform.name === name)?.options ?? [];
}
