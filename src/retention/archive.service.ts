import { Injectable } from '@nestjs/common';
import { EventLog } from '../kernel/log.js';
import { ArchiveStore } from './archive.store.js';
import { MonthStore } from './month.store.js';

/** One round: months are made ahead, finished posts move into them, and months that are too old are dropped, texts with them. */
@Injectable()
export class ArchiveService {
  private readonly log = new EventLog('retention');

  constructor(
    private readonly archive: ArchiveStore,
    private readonly months: MonthStore,
  ) {}

  async runOnce(signal: AbortSignal): Promise<void> {
    for (const month of await this.months.missing()) {
      if (signal.aborted) return;
      await this.months.create(month);
    }
    await this.archiveOldPosts(signal);
    for (const month of await this.months.outdated()) {
      if (signal.aborted) return;
      await this.months.drop(month);
      this.log.info('month_dropped', { month: month.name });
    }
    await this.forgetTexts(signal);
  }

  private async forgetTexts(signal: AbortSignal): Promise<void> {
    let texts = 0;
    let forgotten: number;
    do {
      forgotten = await this.months.forgetTexts();
      texts += forgotten;
    } while (forgotten > 0 && !signal.aborted);
    if (texts > 0) this.log.info('texts_forgotten', { texts });
  }

  /** Post by post, so that a round which is cut short has left whole posts and one half at most. */
  private async archiveOldPosts(signal: AbortSignal): Promise<void> {
    const endedBefore = await this.archive.endedBefore();
    let posts = await this.archive.oldPosts(endedBefore, null);
    while (posts.length > 0) {
      for (const { id } of posts) {
        if (signal.aborted) return;
        await this.archivePost(id, endedBefore, signal);
      }
      posts = await this.archive.oldPosts(endedBefore, posts.at(-1) ?? null);
    }
  }

  private async archivePost(postId: number, endedBefore: Date, signal: AbortSignal): Promise<void> {
    if (!(await this.archive.isOver(postId, endedBefore))) return;
    let deliveries = 0;
    let moved: number;
    do {
      moved = await this.archive.moveBatch(postId, endedBefore);
      deliveries += moved;
    } while (moved > 0 && !signal.aborted);
    this.log.info('post_archived', { postId, deliveries });
  }
}
