import type { NewPost } from '../../contract/posts.js';
import type { Draft } from './draft.js';
import type { DraftMedium } from './draft-media.js';
import { newOperationId } from './operation-id.js';

/** Pure: the form as it stood when the post was sent, so that its author changes it and sends it anew. */
export function draftAnew(post: Omit<NewPost, 'operationId'>, postId: number): Draft {
  const { schedule, targets } = post;
  const [date = '', time = ''] = schedule.kind === 'at' ? schedule.wallTime.split('T') : [];
  return {
    operationId: newOperationId(),
    revises: postId,
    title: post.title,
    campaign: post.campaign,
    language: post.language,
    common: post.texts.common,
    own: post.texts.own,
    thread: post.thread,
    media: post.media.map(({ mediaId, altText }): DraftMedium => ({
      key: `library-${mediaId}`,
      name: altText,
      kind: 'image',
      altText,
      at: { kind: 'library', mediaId, isAiMade: false },
    })),
    options: post.options,
    marks: [
      ...targets.districtIds.map((id): Draft['marks'][number] => [id, 'in']),
      ...targets.exceptDistrictIds.map((id): Draft['marks'][number] => [id, 'out']),
    ],
    platforms: targets.platforms,
    when: schedule.kind,
    date,
    time: time.slice(0, 5),
    notLaterThanMinutes: post.notLaterThanMinutes,
    isUrgent: post.priority === 'urgent',
  };
}
