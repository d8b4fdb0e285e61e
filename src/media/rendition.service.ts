import { Inject, Injectable } from '@nestjs/common';
import { problemOfContent } from '../contract/content-problems.js';
import type { Language } from '../contract/language.js';
import type { MediaFacts, MediaRules } from '../contract/media.js';
import { PLATFORM_LABELS, type PlatformName } from '../contract/platforms.js';
import type { Problem } from '../contract/problems.js';
import type { Executor } from '../kernel/database/sql.js';
import { PlatformRegistry, type MediaFile } from '../platforms/index.js';
import { MEDIA_FILES, type MediaFiles } from './files/media-files.js';
import { MediaStore, type MasterRow } from './media.store.js';
import { namesInPost } from './names-in-post.js';
import { recipeFor, recipeKey } from './recipe.js';
import { toMediaFile } from './rendition-file.js';
import { RenditionMaker } from './rendition-maker.service.js';
import { RenditionStore, type RenditionKey, type RenditionRow } from './rendition.store.js';
import { SignedAddresses } from './signed-address.js';

/** Whether every platform's file of a post is there. */
export type Ensured =
  | { kind: 'ready' }
  /** Videos and moving pictures that are still being made. */
  | { kind: 'not_ready'; mediaIds: readonly number[] }
  | { kind: 'impossible'; problems: readonly Problem[] };

/** One picture or video of a post, and where it is about to go. */
export interface FileAsk {
  mediaId: number;
  altText: string;
  platform: PlatformName;
  rules: MediaRules;
}

/** What one platform needs of one picture or video. */
interface Need {
  platform: PlatformName;
  master: MasterRow;
  /** Undefined: the platform takes none of its kind. */
  key: RenditionKey | undefined;
}

/** What came of the needs, and how to tell of it. */
interface Made {
  rows: readonly RenditionRow[];
  /** By the id of the picture or video. */
  names: ReadonlyMap<number, string>;
  language: Language;
}

/** The files that platforms take, made of what the library holds. */
@Injectable()
export class RenditionService {
  constructor(
    private readonly store: RenditionStore,
    private readonly media: MediaStore,
    private readonly maker: RenditionMaker,
    private readonly registry: PlatformRegistry,
    private readonly addresses: SignedAddresses,
    @Inject(MEDIA_FILES) private readonly files: MediaFiles,
  ) {}

  /** What any platform may ask for waits from now on to be made. */
  async wantForAllPlatforms(
    executor: Executor,
    { mediaId, facts }: { mediaId: number; facts: MediaFacts },
  ): Promise<void> {
    const rules = this.registry.all().map(({ capabilities }) => capabilities.media);
    const keys = rules.flatMap((one) => keyFor(one, mediaId, facts) ?? []);
    await this.store.want(executor, keys);
  }

  /** For a post that is being written: pictures are made at once, the rest is begun. */
  async ensure(
    mediaIds: readonly number[],
    rulesByPlatform: ReadonlyMap<PlatformName, MediaRules>,
    language: Language = 'hi',
  ): Promise<Ensured> {
    const found = await this.media.masters(mediaIds);
    const masters = [...new Set(mediaIds)].flatMap(
      (id) => found.find((master) => master.id === id) ?? [],
    );
    const missing = mediaIds.filter((id) => !masters.some((master) => master.id === id));
    const needs = masters.flatMap((master) => needsOf(master, rulesByPlatform));
    const misfits = needs.filter(({ key }) => key === undefined);
    const before = [
      ...missing.map((mediaId): Problem => ({
        code: 'media_missing',
        field: 'media',
        params: { mediaId },
      })),
      ...misfits.map(({ platform, master }) => kindProblem({ platform, master, language })),
    ];
    if (before.length > 0) return { kind: 'impossible', problems: before };
    const names = namesInPost(mediaIds, masters, language);
    return this.judge(needs, { rows: await this.bringAbout(needs), names, language });
  }

  /** For a worker before a send; undefined where there is no such file. */
  async filesFor(asks: readonly FileAsk[]): Promise<(MediaFile | undefined)[]> {
    const masters = await this.media.masters(asks.map(({ mediaId }) => mediaId));
    const keyed = asks.map((ask) => {
      const master = masters.find(({ id }) => id === ask.mediaId);
      return { ask, master, key: master && keyFor(ask.rules, master.id, master) };
    });
    const rows = await this.store.find(keyed.flatMap(({ key }) => key ?? []));
    return keyed.map(({ ask: { altText }, master, key }) => {
      const row = rows.find((one) => isOf(one, key));
      if (!master || row?.state !== 'ready') return undefined;
      return toMediaFile(
        { row, master, altText },
        { files: this.files, addresses: this.addresses },
      );
    });
  }

  private async bringAbout(needs: readonly Need[]): Promise<RenditionRow[]> {
    const keys = needs.flatMap(({ key }) => key ?? []);
    await this.store.want(undefined, keys);
    const rows = await this.store.find(keys);
    const undone = rows.filter(({ state }) => state === 'waiting' || state === 'making');
    const pictures = undone.filter(({ mediaId }) =>
      needs.some(({ master }) => master.id === mediaId && master.kind === 'image'),
    );
    if (undone.length > pictures.length) this.maker.wake();
    if (pictures.length === 0) return rows;
    // One after the other: each is a process that reads a whole picture.
    for (const picture of pictures) await this.maker.makeNow(picture);
    return this.store.find(keys);
  }

  private judge(needs: readonly Need[], { rows, names, language }: Made): Ensured {
    const problems: Problem[] = [];
    const undone = new Set<number>();
    for (const { platform, master, key } of needs) {
      const row = rows.find((one) => isOf(one, key));
      if (row?.state === 'impossible') {
        const code = row.because === 'failed' ? 'media_making_failed' : 'media_does_not_fit';
        const name = names.get(master.id) ?? '';
        const params = { name, platform: PLATFORM_LABELS[platform][language] };
        problems.push({ code, field: 'media', params });
      } else if (row?.state !== 'ready') {
        undone.add(master.id);
      }
    }
    if (problems.length > 0) return { kind: 'impossible', problems };
    return undone.size > 0 ? { kind: 'not_ready', mediaIds: [...undone] } : { kind: 'ready' };
  }
}

function needsOf(
  master: MasterRow,
  rulesByPlatform: ReadonlyMap<PlatformName, MediaRules>,
): Need[] {
  return [...rulesByPlatform].map(([platform, rules]) => ({
    platform,
    master,
    key: keyFor(rules, master.id, master),
  }));
}

function keyFor(rules: MediaRules, mediaId: number, facts: MediaFacts): RenditionKey | undefined {
  const recipe = recipeFor(rules, facts);
  return recipe && { mediaId, recipeKey: recipeKey(recipe) };
}

function isOf(row: RenditionKey, key: RenditionKey | undefined): boolean {
  return row.mediaId === key?.mediaId && row.recipeKey === key.recipeKey;
}

function kindProblem({
  platform,
  master,
  language,
}: Omit<Need, 'key'> & { language: Language }): Problem {
  const place = { platform, language, district: '' };
  return problemOfContent({ kind: 'media_kind', media: master.kind }, place);
}
