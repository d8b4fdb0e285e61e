import { Injectable } from '@nestjs/common';
import type { PlatformName } from '../contract/platforms.js';
import type { OptionValues } from '../contract/post-options.js';
import { mediaRulesWith } from '../contract/review-content.js';
import { RenditionService } from '../media/index.js';
import { PlatformRegistry, type MediaFile } from '../platforms/index.js';
import type { Claim } from './claim.js';
import { EnclosureStore } from './enclosures.store.js';

/** What goes out beside the text, ready to be sent. */
export interface Enclosed {
  media: readonly MediaFile[];
  options: OptionValues;
}

export const NOTHING_ENCLOSED: Enclosed = { media: [], options: {} };

/** Posts whose enclosures are kept in memory: those of a campaign are asked for thousands of times in a row. */
const KEPT = 200;

/** Finds, for claims, the files and options of their posts. */
@Injectable()
export class EnclosureService {
  private readonly known = new Map<string, Promise<Enclosed | undefined>>();

  constructor(
    private readonly store: EnclosureStore,
    private readonly renditions: RenditionService,
    private readonly platforms: PlatformRegistry,
  ) {}

  /** For a claim that has some. Undefined where a file is missing: nothing may be sent without it. */
  async of({ postId, platform }: Claim): Promise<Enclosed | undefined> {
    const key = `${platform}/${postId}`;
    const known = this.known.get(key);
    if (known) return known;
    const found = this.find(postId, platform);
    this.keep(key, found);
    const enclosed = await found.catch((error: unknown) => {
      this.known.delete(key);
      throw error;
    });
    if (!enclosed) this.known.delete(key);
    return enclosed;
  }

  private async find(postId: number, platform: PlatformName): Promise<Enclosed | undefined> {
    const { media, options } = await this.store.of(postId, platform);
    const rules = mediaRulesWith(this.platforms.get(platform).capabilities, options);
    const files = await this.renditions.filesFor(media.map((one) => ({ ...one, platform, rules })));
    const whole = files.filter((file) => file !== undefined);
    return whole.length === media.length ? { media: whole, options } : undefined;
  }

  private keep(key: string, found: Promise<Enclosed | undefined>): void {
    this.known.set(key, found);
    const [oldest] = this.known.keys();
    if (this.known.size > KEPT && oldest !== undefined) this.known.delete(oldest);
  }
}
