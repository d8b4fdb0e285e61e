import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { PostSummary } from '../../contract/posts.js';
import { Loaded } from '../frame/loaded.js';
import { useWords } from '../language/use-words.js';
import { useMay } from '../session/use-session.js';
import { Icon } from '../theme/icon.js';
import { PostCard } from './post-card.js';
import styles from './posts.module.css';
import { usePosts } from './use-posts.js';

/** Home: every post, and for each at one glance whether it went out. */
export default function PostsPage() {
  const { t } = useWords();
  const posts = usePosts();
  return (
    <div className="stack">
      <header className="row spread">
        <h1>{t('nav.posts')}</h1>
        <NewPostButton />
      </header>
      <Loaded query={posts}>
        {(list) => (list.length === 0 ? <NoPosts /> : <PostList posts={list} />)}
      </Loaded>
    </div>
  );
}

function NewPostButton() {
  const { t } = useWords();
  const mayWrite = useMay('posts.write');
  if (!mayWrite) return null;
  return (
    <Button component={Link} to="/posts/new" leftSection={<Icon name="add" />}>
      {t('nav.compose')}
    </Button>
  );
}

function PostList({ posts }: { posts: PostSummary[] }) {
  return (
    <ul className={styles.list}>
      {posts.map((post) => (
        <PostCard key={post.id} post={post} />
      ))}
    </ul>
  );
}

function NoPosts() {
  const { t } = useWords();
  return (
    <div className={`card ${styles.empty ?? ''}`}>
      <h2>{t('posts.none')}</h2>
      <p className="muted">{t('posts.none_hint')}</p>
    </div>
  );
}
