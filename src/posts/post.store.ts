import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Priority } from '../contract/deliveries.js';
import type { Language } from '../contract/language.js';
import type { AttachedMedia } from '../contract/media.js';
import type { PlatformName } from '../contract/platforms.js';
import type { OptionValues } from '../contract/post-options.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import type { DueTime } from './schedule-time.js';

export interface PostRow {
  id: number;
  title: string;
  campaign: string | null;
  language: Language;
  authorName: string;
  /** Path of the place for which the author wrote it. */
  authorPlacePath: string;
  createdAt: Date;
  dueAt: Date;
  wallTime: string;
  zone: string;
  priority: Priority;
  notAfterAt: Date;
  cancelledAt: Date | null;
  recalledAt: Date | null;
  thread: string[];
  /** Null: it needs no second person. */
  approval: ApprovalStanding | null;
}

export interface ApprovalStanding {
  state: 'awaiting' | 'returned' | 'approved';
  authorId: number;
  accounts: number;
  note: string;
  decidedBy: string | null;
  decidedAt: string | null;
}

export interface NewPostRow {
  operationId: string;
  contentHash: Buffer;
  title: string;
  campaign: string;
  language: Language;
  authorId: number;
  createdAt: Date;
  due: DueTime;
  priority: Priority;
  notAfterAt: Date;
  templates: ReadonlyMap<PlatformName, string>;
  /** What follows the text on every platform. */
  thread: readonly string[];
}

const POST = `
  SELECT p.id, p.title, c.name AS campaign, p.language, w.name AS "authorName",
         s.path AS "authorPlacePath", p.created_at AS "createdAt", p.due_at AS "dueAt",
         p.wall_time AS "wallTime", p.zone, p.priority, p.not_after_at AS "notAfterAt", p.cancelled_at AS "cancelledAt",
         p.recalled_at AS "recalledAt", p.thread,
         CASE WHEN a.post_id IS NOT NULL THEN
           jsonb_build_object('state', a.state, 'authorId', a.author_id, 'accounts', a.accounts, 'note', a.note,
                              'decidedBy', y.name, 'decidedAt', a.decided_at)
         END AS approval
  FROM posts p
  JOIN people w ON w.id = p.author_id
  JOIN districts s ON s.id = w.place_id
  LEFT JOIN campaigns c ON c.id = p.campaign_id
  LEFT JOIN approvals a ON a.post_id = p.id
  LEFT JOIN people y ON y.id = a.decided_by`;

/** Visible: written within the caller's subtree, or carried by an account there. */
const VISIBLE = `
  (s.path LIKE $1 || '%' OR EXISTS (
    SELECT 1 FROM all_deliveries d
    JOIN accounts a ON a.id = d.account_id
    JOIN districts t ON t.id = a.district_id
    WHERE d.post_id = p.id AND t.path LIKE $1 || '%'))`;

const NEWEST = 200;

@Injectable()
export class PostStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async findByOperation(
    operationId: string,
  ): Promise<{ id: number; contentHash: Buffer } | undefined> {
    const [row] = await rowsOf<{ id: number; contentHash: Buffer }>(
      this.dataSource,
      `SELECT id, content_hash AS "contentHash" FROM posts WHERE operation_id = $1`,
      [operationId],
    );
    return row;
  }

  /** Undefined when a post with this operation id was written meanwhile. */
  async insert(executor: Executor, post: NewPostRow): Promise<number | undefined> {
    const [row] = await rowsOf<{ id: number }>(
      executor,
      `INSERT INTO posts (operation_id, content_hash, campaign_id, title, language, author_id,
                          created_at, due_at, wall_time, zone, priority, not_after_at, thread)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       ON CONFLICT (operation_id) DO NOTHING
       RETURNING id`,
      [
        post.operationId,
        post.contentHash,
        await this.campaignId(executor, post.campaign),
        post.title,
        post.language,
        post.authorId,
        post.createdAt,
        post.due.dueAt,
        post.due.wallTime,
        post.due.zone,
        post.priority,
        post.notAfterAt,
        post.thread,
      ],
    );
    if (!row) return undefined;
    await this.insertTemplates(executor, row.id, post.templates);
    return row.id;
  }

  /** Of a post that is not planned: everything but who wrote it and when. What it encloses is written anew after this. */
  async rewrite(
    executor: Executor,
    id: number,
    post: Omit<NewPostRow, 'operationId' | 'authorId' | 'createdAt'>,
  ): Promise<void> {
    await rowsOf(
      executor,
      `UPDATE posts SET content_hash = $2, campaign_id = $3, title = $4, language = $5, due_at = $6, wall_time = $7,
              zone = $8, priority = $9, not_after_at = $10, thread = $11,
              has_enclosures = false
       WHERE id = $1`,
      [
        id,
        post.contentHash,
        await this.campaignId(executor, post.campaign),
        post.title,
        post.language,
        post.due.dueAt,
        post.due.wallTime,
        post.due.zone,
        post.priority,
        post.notAfterAt,
        post.thread,
      ],
    );
    await rowsOf(executor, 'DELETE FROM post_media WHERE post_id = $1', [id]);
    await rowsOf(executor, 'DELETE FROM renditions WHERE post_id = $1', [id]);
    await this.insertTemplates(executor, id, post.templates);
  }

  async newest(placePath: string): Promise<PostRow[]> {
    return rowsOf<PostRow>(
      this.dataSource,
      `${POST} WHERE ${VISIBLE} ORDER BY p.created_at DESC, p.id DESC LIMIT ${NEWEST}`,
      [placePath],
    );
  }

  async one(id: number, placePath: string): Promise<PostRow | undefined> {
    const [row] = await rowsOf<PostRow>(this.dataSource, `${POST} WHERE ${VISIBLE} AND p.id = $2`, [
      placePath,
      id,
    ]);
    return row;
  }

  async templates(
    id: number,
  ): Promise<{ platform: PlatformName; template: string; options: OptionValues }[]> {
    return rowsOf(
      this.dataSource,
      `SELECT platform, template, options FROM renditions WHERE post_id = $1 ORDER BY platform`,
      [id],
    );
  }

  async replaceTemplates(
    executor: Executor,
    id: number,
    { templates, thread }: Pick<NewPostRow, 'templates' | 'thread'>,
  ): Promise<void> {
    await rowsOf(executor, 'UPDATE posts SET thread = $2 WHERE id = $1', [id, thread]);
    await rowsOf(
      executor,
      `UPDATE renditions r SET template = t.template
       FROM unnest($2::text[], $3::text[]) AS t(platform, template)
       WHERE r.post_id = $1 AND r.platform = t.platform`,
      [id, [...templates.keys()], [...templates.values()]],
    );
  }

  async media(id: number): Promise<AttachedMedia[]> {
    return rowsOf(
      this.dataSource,
      `SELECT media_id AS "mediaId", alt_text AS "altText" FROM post_media
       WHERE post_id = $1 ORDER BY position`,
      [id],
    );
  }

  async campaigns(placePath: string): Promise<{ id: number; name: string }[]> {
    return rowsOf(
      this.dataSource,
      `SELECT c.id, c.name FROM campaigns c
       WHERE EXISTS (
         SELECT 1 FROM posts p
         JOIN people w ON w.id = p.author_id
         JOIN districts s ON s.id = w.place_id
         WHERE p.campaign_id = c.id AND ${VISIBLE})
       ORDER BY c.id DESC LIMIT ${NEWEST}`,
      [placePath],
    );
  }

  private async insertTemplates(
    executor: Executor,
    id: number,
    templates: NewPostRow['templates'],
  ): Promise<void> {
    await rowsOf(
      executor,
      `INSERT INTO renditions (post_id, platform, template)
       SELECT $1, r.platform, r.template FROM unnest($2::text[], $3::text[]) AS r(platform, template)`,
      [id, [...templates.keys()], [...templates.values()]],
    );
  }

  private async campaignId(executor: Executor, name: string): Promise<number | null> {
    if (name === '') return null;
    const [row] = await rowsOf<{ id: number }>(
      executor,
      `INSERT INTO campaigns (name) VALUES ($1)
       ON CONFLICT (name) DO UPDATE SET name = EXCLUDED.name
       RETURNING id`,
      [name],
    );
    return row?.id ?? null;
  }
}
