import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { PlatformName } from '../../contract/platforms.js';
import { rowsOf } from '../../kernel/database/sql.js';

export interface RelayRow {
  postId: number;
  platform: PlatformName;
  handle: string;
  text: string;
  publishedAt: Date;
  permalink: string | null;
}

/** Posts that are looked through, newest first, and how many of them are shown. */
const LOOKED_AT = 1_000;
const SHOWN = 50;

/** What the accounts of one place have published of late, and nobody is taking back. */
@Injectable()
export class RelayStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async publishedBy(placeId: number): Promise<RelayRow[]> {
    return rowsOf<RelayRow>(
      this.dataSource,
      `SELECT p.id AS "postId", d.platform, a.handle, t.body AS text, n.ended_at AS "publishedAt", n.permalink
         FROM (SELECT id FROM posts WHERE recalled_at IS NULL ORDER BY created_at DESC LIMIT ${LOOKED_AT}) p
         JOIN accounts a ON a.district_id = $1
         JOIN deliveries d ON d.post_id = p.id AND d.account_id = a.id AND d.state = 'published'
         JOIN filled_texts t ON t.id = d.text_id
         JOIN LATERAL (
           SELECT ended_at, permalink FROM attempts
            WHERE delivery_id = d.id AND outcome = 'published' ORDER BY epoch DESC LIMIT 1
         ) n ON true
        ORDER BY n.ended_at DESC, d.id DESC LIMIT ${SHOWN}`,
      [placeId],
    );
  }
}
