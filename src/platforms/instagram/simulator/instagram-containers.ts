import { jsonAnswer, type Answer } from '../../../sandbox/answer.js';
import type { Download } from '../../../sandbox/downloads.js';
import type { Attachment } from '../../../sandbox/ledger-line.js';
import type { Performance } from '../../../sandbox/simulator.js';
import {
  captionTooLong,
  containerGone,
  invalidParameter,
  noPermission,
  tooManyTags,
} from './instagram-answers.js';
import { fieldText, picked, unchanged, type InstagramCall } from './instagram-call.js';
import {
  altTextUnits,
  captionHashtags,
  captionMentions,
  captionUnits,
  carouselLeast,
  carouselMost,
  containerLivesMs,
  dailyContainers,
  dayMs,
  imageBytes,
} from './instagram-limits.js';

/** Media that nobody sees yet. */
export interface Container {
  readonly id: string;
  readonly igUserId: string;
  readonly kind: 'IMAGE' | 'VIDEO' | 'REELS' | 'STORIES' | 'CAROUSEL';
  readonly isChild: boolean;
  readonly caption: string;
  readonly altText: string;
  readonly isVideo: boolean;
  readonly download: Download | null;
  readonly children: readonly Container[];
  readonly createdAt: Date;
  /** Id of the post that it became. */
  publishedAs: string | null;
}

/** POST /{ig-user-id}/media: .../reference/ig-user/media, read 2026-11-24. */
export function createContainer(call: InstagramCall): Performance {
  const { caller, objectId, desk } = call;
  if (objectId !== caller.igUserId) return unchanged(noPermission());
  const read = readContainer(call);
  if ('status' in read) return unchanged(read);
  const window = { limit: dailyContainers, windowMs: dayMs };
  const taken = desk.meter.take(`instagram/containers/${caller.igUserId}`, window, desk.now);
  if (!taken.isAllowed) return unchanged(invalidParameter('Too many containers in 24 hours'));
  desk.files.put('instagram', `container:${read.id}`, read);
  return {
    answer: jsonAnswer(200, { id: read.id }),
    changes: [{ event: 'prepared', postId: read.id, text: read.caption, attachments: [] }],
  };
}

function readContainer(call: InstagramCall): Container | Answer {
  const { desk, caller, fields } = call;
  const caption = fieldText(fields, 'caption') ?? '';
  const altText = fieldText(fields, 'alt_text') ?? '';
  const objection = objectionTo(caption) ?? (altText.length > altTextUnits ? badAltText() : null);
  if (objection) return objection;
  const imageUrl = fieldText(fields, 'image_url');
  const videoUrl = fieldText(fields, 'video_url');
  const type = fieldText(fields, 'media_type');
  const children = type === 'CAROUSEL' ? childrenOf(call) : [];
  if (children === null) return invalidParameter('children are not valid');
  const kind = kindOf({ type, imageUrl, videoUrl });
  if (kind === null) return invalidParameter('The media type does not fit the address');
  const url = imageUrl ?? videoUrl;
  return {
    id: desk.files.newId(desk.now),
    igUserId: caller.igUserId,
    kind,
    isChild: fieldText(fields, 'is_carousel_item') === 'true',
    // Stories show no caption.
    caption: kind === 'STORIES' ? '' : caption,
    altText: kind === 'IMAGE' ? altText : '',
    isVideo: videoUrl !== undefined,
    download: url === undefined ? null : desk.downloads.begin(url),
    children,
    createdAt: desk.now,
    publishedAs: null,
  };
}

const badAltText = () => invalidParameter('alt_text is too long');

function objectionTo(caption: string): Answer | null {
  if (caption.length > captionUnits) return captionTooLong();
  if ((caption.match(/#[\p{L}\p{N}\p{M}_]+/gu) ?? []).length > captionHashtags) {
    return tooManyTags('hashtags');
  }
  return (caption.match(/@[\w.]+/g) ?? []).length > captionMentions
    ? tooManyTags('mentions')
    : null;
}

interface Asked {
  readonly type: string | undefined;
  readonly imageUrl: string | undefined;
  readonly videoUrl: string | undefined;
}

function kindOf({ type, imageUrl, videoUrl }: Asked): Container['kind'] | null {
  if (imageUrl !== undefined && videoUrl !== undefined) return null;
  switch (type) {
    case undefined:
    case 'IMAGE':
      return imageUrl === undefined ? null : 'IMAGE';
    case 'VIDEO':
    case 'REELS':
      return videoUrl === undefined ? null : type;
    case 'STORIES':
      return imageUrl === undefined && videoUrl === undefined ? null : 'STORIES';
    case 'CAROUSEL':
      return imageUrl === undefined && videoUrl === undefined ? 'CAROUSEL' : null;
    default:
      return null;
  }
}

function childrenOf(call: InstagramCall): Container[] | null {
  const ids = (fieldText(call.fields, 'children') ?? '').split(',');
  const children = ids.flatMap((id) => containerOf(call, id) ?? []);
  const areFit = children.every(
    (child) => child.isChild && statusOf(call, child).code === 'FINISHED',
  );
  const isWhole = children.length === ids.length;
  const isCounted = ids.length >= carouselLeast && ids.length <= carouselMost;
  return areFit && isWhole && isCounted ? children : null;
}

export function containerOf({ desk, caller }: InstagramCall, id: string): Container | null {
  const container = desk.files.get('instagram', `container:${id}`) as Container | undefined;
  return container?.igUserId === caller.igUserId ? container : null;
}

/** GET /{ig-container-id}?fields=status_code,status: .../reference/ig-container, read 2026-11-24. */
export function readStatus(call: InstagramCall): Performance {
  const container = containerOf(call, call.objectId);
  if (!container) return unchanged(containerGone());
  const { code, status } = statusOf(call, container);
  const all = { id: container.id, status_code: code, status };
  return unchanged(jsonAnswer(200, picked(all, call.fields)));
}

export function statusOf(
  call: Pick<InstagramCall, 'desk' | 'caller'>,
  container: Container,
): { code: string; status: string } {
  const { createdAt, download, children, publishedAs, isVideo } = container;
  const ageMs = call.desk.now.getTime() - createdAt.getTime();
  if (publishedAs !== null) return { code: 'PUBLISHED', status: 'Published' };
  if (ageMs >= containerLivesMs) return { code: 'EXPIRED', status: 'Expired' };
  const failed = children
    .map((child) => statusOf(call, child))
    .find(({ code }) => code === 'ERROR');
  if (failed) return failed;
  const state = download?.state;
  if (state?.kind === 'failed')
    return failure(2_207_052, `Media could not be fetched: ${state.reason}`);
  const isBusy = state?.kind === 'under_way' || (isVideo && ageMs < call.caller.videoWorkMs);
  if (isBusy) return { code: 'IN_PROGRESS', status: 'In Progress' };
  if (state && !isVideo && !isJpeg(state.file.head)) return failure(2_207_005, 'Not a JPEG');
  if (state && !isVideo && state.file.bytes > imageBytes) return failure(2_207_004, 'Too large');
  return { code: 'FINISHED', status: 'Finished' };
}

function failure(subcode: number, message: string) {
  return { code: 'ERROR', status: `Error: ${subcode} ${message}` };
}

function isJpeg(head: Buffer): boolean {
  return head.toString('latin1', 0, 3) === '\xff\xd8\xff';
}

export function attachmentsOf(container: Container): readonly Attachment[] {
  const { children, download, altText, isVideo } = container;
  if (children.length > 0) return children.flatMap((child) => attachmentsOf(child));
  if (download?.state.kind !== 'done') return [];
  const { sha256, bytes, mime } = download.state.file;
  return [{ kind: isVideo ? 'video' : 'photo', sha256, bytes, mime, altText }];
}
