import { Injectable } from '@nestjs/common';
import type { PlatformName } from '../contract/platforms.js';
import type { OptionValues } from '../contract/post-options.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import { WorkerDatabase } from '../kernel/database/worker-database.js';

/** A picture or video of a post, by its place in the library. */
export interface EnclosedMedia {
  mediaId: number;
  altText: string;
}

/** What a post carries beside its text on one platform, as it was written. */
export interface Enclosure {
  media: readonly EnclosedMedia[];
  options: OptionValues;
}

/** What a post carries beside its texts. Written with the post, and never changed. */
@Injectable()
export class EnclosureStore {
  constructor(private readonly database: WorkerDatabase) {}

  /** Inside the transaction that creates the post. */
  async enclose(
    executor: Executor,
    order: {
      postId: number;
      media: readonly EnclosedMedia[];
      options: Partial<Record<PlatformName, OptionValues>>;
    },
  ): Promise<void> {
    const { postId, media, options } = order;
    const chosen = Object.entries(options).filter(([, values]) => Object.keys(values).length > 0);
    if (media.length === 0 && chosen.length === 0) return;
    await rowsOf(executor, `UPDATE posts SET has_enclosures = true WHERE id = $1`, [postId]);
    await rowsOf(
      executor,
      `INSERT INTO post_media (post_id, position, media_id, alt_text)
       SELECT $1, m.n - 1, m.media_id, m.alt_text
       FROM unnest($2::int[], $3::text[]) WITH ORDINALITY AS m(media_id, alt_text, n)`,
      [postId, media.map(({ mediaId }) => mediaId), media.map(({ altText }) => altText)],
    );
    await rowsOf(
      executor,
      `UPDATE renditions r SET options = o.options
       FROM unnest($2::text[], $3::jsonb[]) AS o(platform, options)
       WHERE r.post_id = $1 AND r.platform = o.platform`,
      [
        postId,
        chosen.map(([platform]) => platform),
        chosen.map(([, values]) => JSON.stringify(values)),
      ],
    );
  }

  async of(postId: number, platform: PlatformName): Promise<Enclosure> {
    const [row] = await rowsOf<Enclosure>(
      this.database,
      `SELECT r.options,
              COALESCE((SELECT jsonb_agg(jsonb_build_object('mediaId', m.media_id, 'altText', m.alt_text)
                                         ORDER BY m.position)
                        FROM post_media m WHERE m.post_id = r.post_id), '[]') AS media
       FROM renditions r WHERE r.post_id = $1 AND r.platform = $2`,
      [postId, platform],
    );
    return row ?? { media: [], options: {} };
  }
}
