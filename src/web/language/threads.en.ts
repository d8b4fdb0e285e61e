import type { Message } from './message.js';
import type { threadsHi } from './threads.hi.js';

export const threadsEn: Record<keyof typeof threadsHi, Message> = {
  'thread.add': 'Add another part',
  'thread.heading': 'Further parts',
  'thread.chained': 'On {platforms} each part is a post of its own that answers the one before.',
  'thread.joined': 'On {platforms} all parts are one post, with an empty line between them.',
  'thread.part': 'Part {number}',
  'thread.part_of': 'Part {number} of {count}',
  'board.part': '{state}, part {number}',
  'cause.part_before': 'The part before it did not go out',
  'advice.part_before': 'Send the part before it first; once that is out, send this one again.',
};
