import type { Attachment, LedgerLine } from './ledger-line.js';
import { platformNames, type PlatformName } from './platforms.js';

export interface Post {
  readonly platform: PlatformName;
  readonly account: string;
  readonly postId: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** The post of the same account that it answers; null: it stands for itself. */
  readonly replyTo: string | null;
  readonly state: 'prepared' | 'published' | 'deleted';
  readonly createdAt: Date;
  readonly publishedAt: Date | null;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
}

export interface WorldCounts {
  published: number;
  deleted: number;
  refused: number;
}

/** What a simulator sees of the world: it may look, only the ledger changes it. */
export interface WorldView {
  find(platform: PlatformName, account: string, postId: string): Post | undefined;
  /** Oldest first, whatever their state. */
  postsOf(platform: PlatformName, account: string): readonly Post[];
  /** The account that a post belongs to, where ids are unique on the whole platform. */
  authorOf(platform: PlatformName, postId: string): string | undefined;
  /** Posts ever made, those of earlier worlds in the same ledger included. */
  readonly madeInAll: number;
}

/** All posts, rebuilt from the ledger's lines and kept in step with them. */
export class World implements WorldView {
  private readonly byAccount = new Map<string, Map<string, Post>>();
  private readonly authors = new Map<string, string>();
  counts = noCounts();
  madeInAll = 0;

  /** Returns the post as it now stands, or null when the line concerns none. */
  apply(line: LedgerLine): Post | null {
    if (line.event === 'started_over') this.forget();
    if (line.platform === null) return null;
    this.count(line.platform, line);
    const { platform, account, postId } = line;
    if (account === null || postId === null) return null;
    const posts = this.shelf(platform, account);
    const before = posts.get(postId);
    const post = changed(before, line, { platform, account, postId });
    if (post === null) return null;
    if (!before) this.madeInAll += 1;
    this.authors.set(`${line.platform}/${post.postId}`, post.account);
    posts.set(post.postId, post);
    return post;
  }

  find(platform: PlatformName, account: string, postId: string): Post | undefined {
    return this.byAccount.get(`${platform}/${account}`)?.get(postId);
  }

  postsOf(platform: PlatformName, account: string): readonly Post[] {
    return [...(this.byAccount.get(`${platform}/${account}`)?.values() ?? [])];
  }

  authorOf(platform: PlatformName, postId: string): string | undefined {
    return this.authors.get(`${platform}/${postId}`);
  }

  /** What anyone can read now, newest first. */
  visible(): readonly Post[] {
    return this.everPublic().filter((post) => post.state === 'published');
  }

  /** What anyone could read at some time, newest first; the deleted ones included. */
  everPublic(): readonly Post[] {
    return [...this.byAccount.values()]
      .flatMap((posts) => [...posts.values()])
      .filter((post) => post.publishedAt !== null)
      .sort((a, b) => (b.publishedAt?.getTime() ?? 0) - (a.publishedAt?.getTime() ?? 0));
  }

  private count(platform: PlatformName, { event }: LedgerLine): void {
    const counts = this.counts[platform];
    if (event === 'published') counts.published += 1;
    if (event === 'deleted') counts.deleted += 1;
    if (event === 'refused') counts.refused += 1;
  }

  private shelf(platform: PlatformName, account: string): Map<string, Post> {
    const key = `${platform}/${account}`;
    const posts = this.byAccount.get(key) ?? new Map<string, Post>();
    this.byAccount.set(key, posts);
    return posts;
  }

  private forget(): void {
    this.byAccount.clear();
    this.authors.clear();
    this.counts = noCounts();
  }
}

function noCounts(): Record<PlatformName, WorldCounts> {
  const none = platformNames.map((name) => [name, { published: 0, deleted: 0, refused: 0 }]);
  return Object.fromEntries(none) as Record<PlatformName, WorldCounts>;
}

type Whose = Pick<Post, 'platform' | 'account' | 'postId'>;

function changed(post: Post | undefined, line: LedgerLine, whose: Whose): Post | null {
  const at = new Date(line.recordedAt);
  switch (line.event) {
    case 'prepared':
      return firstOf(line, whose, at);
    case 'published':
      return { ...(post ?? firstOf(line, whose, at)), state: 'published', publishedAt: at };
    case 'edited':
      return post ? edited(post, line, at) : null;
    case 'deleted':
      return post ? { ...post, state: 'deleted', deletedAt: at } : null;
    case 'refused':
    case 'started_over':
      return null;
  }
}

function edited(post: Post, { text, attachments }: LedgerLine, at: Date): Post {
  return { ...post, text: text ?? post.text, attachments, editedAt: at };
}

function firstOf(line: LedgerLine, whose: Whose, at: Date): Post {
  return {
    ...whose,
    text: line.text ?? '',
    attachments: line.attachments,
    replyTo: line.replyTo ?? null,
    state: 'prepared',
    createdAt: at,
    publishedAt: null,
    editedAt: null,
    deletedAt: null,
  };
}
