import { jsonAnswer } from '../../../sandbox/answer.js';
import type { Performance } from '../../../sandbox/simulator.js';
import { forbidden, notFound } from './x-answers.js';
import { unchanged, type XCall } from './x-call.js';

export function deletePost({ id, caller, desk }: XCall): Performance {
  const post = desk.world.find('x', caller.id, id);
  if (!post && desk.world.authorOf('x', id) !== undefined) {
    return unchanged(forbidden('You are not authorized to delete this Tweet.'));
  }
  if (!post || post.state === 'deleted') return unchanged(notFound(id));
  return {
    answer: jsonAnswer(200, { data: { deleted: true } }),
    changes: [{ event: 'deleted', postId: id, text: post.text, attachments: post.attachments }],
  };
}
