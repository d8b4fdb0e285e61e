import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { MediaFacts, MediaView } from '../contract/media.js';
import { LIBRARY_PAGE } from '../contract/media-limits.js';
import { MAX_ROW_ID } from '../contract/row-id.js';
import type { Executor } from '../kernel/database/sql.js';
import type { Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { MEDIA_FILES, type MediaFiles } from './files/media-files.js';
import { MediaStore, type MediaRow } from './media.store.js';

/** The library, as far as a caller sees it: what was uploaded below their place, and what the central team uploaded. */
@Injectable()
export class MediaService {
  constructor(
    private readonly store: MediaStore,
    @Inject(MEDIA_FILES) private readonly files: MediaFiles,
  ) {}

  /** Newest first. `before`: only those with a smaller id. */
  async page(before: number | undefined, caller: Caller): Promise<MediaView[]> {
    const rows = await this.store.page(caller.scopeOf('media.read'), {
      before: before ?? MAX_ROW_ID,
      limit: LIBRARY_PAGE,
    });
    return rows.map(viewOf);
  }

  /** @throws ProblemError when it is not there, or not theirs to see. */
  async one(id: number, caller: Caller): Promise<MediaView> {
    const [row] = await this.store.visible([id], caller.scopeOf('media.read'));
    if (!row) throw absent();
    return viewOf(row);
  }

  /** @throws ProblemError as above, and an error when its bytes cannot be read. */
  async preview(id: number, caller: Caller): Promise<Readable> {
    const file = await this.store.previewFile(id, caller.scopeOf('media.read'));
    if (file === undefined) throw absent();
    const bytes = this.files.open(file);
    await once(bytes, 'readable');
    return bytes;
  }

  /** SHA-256 of each as it was uploaded, in the order of `mediaIds`; one that is not there is left out. */
  async originals(executor: Executor, mediaIds: readonly number[]): Promise<string[]> {
    if (mediaIds.length === 0) return [];
    const rows = await this.store.originals(executor, mediaIds);
    const known = new Map(rows.map(({ id, sha256 }) => [id, sha256]));
    return mediaIds.flatMap((id) => known.get(id) ?? []);
  }

  /** What is missing, or not the caller's to see, is left out. */
  async factsFor(
    mediaIds: readonly number[],
    caller: Pick<Caller, 'scopeOf'>,
  ): Promise<ReadonlyMap<number, MediaFacts>> {
    const rows = await this.store.visible(mediaIds, caller.scopeOf('media.read'));
    return new Map(rows.map((row) => [row.id, factsOf(row)]));
  }
}

function absent(): ProblemError {
  return new ProblemError(404, [{ code: 'not_found', params: { what: 'picture or video' } }]);
}

function viewOf(row: MediaRow): MediaView {
  return {
    id: row.id,
    ...factsOf(row),
    name: row.name,
    isAiMade: row.isAiMade,
    uploadedBy: row.uploadedBy,
    uploadedAt: row.uploadedAt.toISOString(),
    previewUrl: `/api/media/${row.id}/preview`,
  };
}

function factsOf({ kind, mime, bytes, widthPx, heightPx, durationMs }: MediaRow): MediaFacts {
  return { kind, mime, bytes, widthPx, heightPx, durationMs };
}
