import { PLATFORM_LABELS } from '../../contract/platforms.js';
import type { PostView } from '../../contract/posts.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { PostMedia } from './post-media.js';
import { PostOptions } from './post-options.js';
import styles from './posts.module.css';

/** What was written, before any name was filled in; platforms with the same text stand together. */
export function PostTexts({ post }: { post: PostView }) {
  const { t, language } = useWords();
  const templates = [...new Set(post.texts.map(({ template }) => template))];
  return (
    <section className="card stack" aria-label={t('posts.texts')}>
      <h2>{t('posts.texts')}</h2>
      {templates.map((template) => (
        <figure key={template} className={styles.text}>
          <figcaption className="row muted">
            {post.texts
              .filter((text) => text.template === template)
              .map(({ platform }) => (
                <span key={platform} className="row">
                  <Icon name={platform} size={16} />
                  {PLATFORM_LABELS[platform][language]}
                </span>
              ))}
          </figcaption>
          {template !== '' && <p className="quote">{template}</p>}
        </figure>
      ))}
      {post.thread.map((part, index) => (
        <figure key={index} className={styles.text}>
          <figcaption className="muted">{t('thread.part', { number: index + 2 })}</figcaption>
          <p className="quote">{part}</p>
        </figure>
      ))}
      {post.media.length > 0 && <PostMedia media={post.media} />}
      <PostOptions texts={post.texts} />
    </section>
  );
}
