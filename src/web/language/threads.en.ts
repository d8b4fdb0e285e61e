import type { Message } from './message.js';
import type { threadsHi } from './threads.hi.js';

export const threadsEn: Record<keyof typeof threadsHi, Message> = {
  'cause.part_before': 'The part before it did not go out',
  'advice.part_before': 'Send the part before it first; once that is out, send this one again.',
};
