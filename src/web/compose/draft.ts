import { chainOf } from '../../contract/chain.js';
import { USUAL_NOT_LATER_THAN_MINUTES } from '../../contract/deliveries.js';
import type { Language } from '../../contract/language.js';
import type { PlatformCapabilities, PlatformName } from '../../contract/platforms.js';
import type { NewPost, PostDraft, PostSchedule } from '../../contract/posts.js';
import { targetsOf, type Selection } from '../districts/selection.js';
import type { DistrictTree } from '../districts/tree.js';
import { HOME_ZONE } from '../language/moments.js';
import { attachedOf, type DraftMedium } from './draft-media.js';
import { newOperationId } from './operation-id.js';
import { optionsToSend, type DraftOptions } from './options/option-values.js';

/** A post while somebody writes it, as it is kept in this browser. */
export interface Draft {
  /** Made with the form and sent with each try, so that a post goes out once however often it is sent. */
  operationId: string;
  /** The own post that this is another form of; null: a new one. */
  revises: number | null;
  title: string;
  campaign: string;
  language: Language;
  common: string;
  /** A platform is here when it has a text of its own, even an empty one. */
  own: Partial<Record<PlatformName, string>>;
  /** What follows the text, a part each. */
  thread: string[];
  /** In the order in which they are shown. */
  media: DraftMedium[];
  options: DraftOptions;
  /** The entries of a `Selection`. */
  marks: [number, 'in' | 'out'][];
  platforms: PlatformName[];
  when: PostSchedule['kind'];
  date: string;
  time: string;
  notLaterThanMinutes: number;
  /** Goes before all else that is due; only some people may ask for it. */
  isUrgent: boolean;
}

const TITLE_LENGTH = 80;

export function emptyDraft(marks: Draft['marks'], platforms: Draft['platforms']): Draft {
  return {
    operationId: newOperationId(),
    revises: null,
    title: '',
    campaign: '',
    language: 'hi',
    common: '',
    own: {},
    thread: [],
    media: [],
    options: {},
    marks,
    platforms,
    when: 'now',
    date: '',
    time: '',
    notLaterThanMinutes: USUAL_NOT_LATER_THAN_MINUTES,
    isUrgent: false,
  };
}

export function selectionOf(draft: Draft): Selection {
  return new Map(draft.marks);
}

export function textFor(draft: Draft, platform: PlatformName): string {
  return draft.own[platform] ?? draft.common;
}

/** The posts that this draft comes to there, one behind the other. */
export function partsFor(draft: Draft, platform: PlatformCapabilities): readonly string[] {
  return chainOf(textFor(draft, platform.name), draft.thread, platform);
}

export function wallTimeOf(draft: Draft): string {
  return `${draft.date}T${draft.time}`;
}

/** The title; without one the first line of the text, or what is said of the first picture. */
export function titleOf(draft: Draft): string {
  const pictures = draft.media.map(({ altText, name }) => altText.trim() || name);
  const firstLine =
    [draft.common, ...Object.values(draft.own), ...pictures].join('\n').trim().split('\n')[0] ?? '';
  return draft.title.trim() || firstLine.replace(/\{+\w*\}+/g, '…').slice(0, TITLE_LENGTH);
}

/** What the server previews; null while nothing and nobody is chosen. */
export function askableOf(
  draft: Draft,
  tree: DistrictTree,
  platforms: readonly PlatformCapabilities[],
): PostDraft | null {
  const places = targetsOf(tree, selectionOf(draft));
  if (!places || draft.platforms.length === 0) return null;
  return {
    language: draft.language,
    texts: { common: draft.common, own: draft.own },
    thread: draft.thread,
    targets: { ...places, platforms: draft.platforms },
    schedule: scheduleOf(draft),
    ...(draft.isUrgent ? { priority: 'urgent' } : {}),
    notLaterThanMinutes: draft.notLaterThanMinutes,
    media: attachedOf(draft.media),
    options: optionsToSend(
      draft.options,
      platforms.filter(({ name }) => draft.platforms.includes(name)),
    ),
  };
}

export function newPostOf(draft: Draft, askable: PostDraft): NewPost {
  return {
    ...askable,
    operationId: draft.operationId,
    title: titleOf(draft),
    campaign: draft.campaign.trim(),
  };
}

function scheduleOf(draft: Draft): PostSchedule {
  const isComplete = draft.when === 'at' && draft.date !== '' && draft.time !== '';
  return isComplete
    ? { kind: 'at', wallTime: wallTimeOf(draft), zone: HOME_ZONE }
    : { kind: 'now' };
}
