import type { factsHi } from './facts.hi.js';
import type { Message } from './message.js';

export const factsEn: Record<keyof typeof factsHi, Message> = {
  'facts.takes_back': 'Can be taken back at any time.',
  'facts.takes_back_within': 'Can be taken back for {span} after it goes out.',
  'facts.takes_back_never': 'Can’t be taken back from here.',
  'facts.edits': 'Its text can be changed at any time.',
  'facts.edits_within': 'Its text can be changed for {span} after it goes out.',
  'facts.edits_never': 'Its text can’t be changed once it is out.',
  'facts.lost_two_phase': 'If the answer is lost, Munadi learns by itself whether it went out.',
  'facts.lost_readable':
    'If the answer is lost, Munadi looks for it; if it isn’t seen, you are asked.',
  'facts.lost_unreadable': 'If the answer is lost, you are asked: nothing can be read back there.',
  'facts.free': 'Costs nothing.',
  'facts.costs': {
    one: 'Costs about {amount} for {count} account.',
    other: 'Costs about {amount} for {count} accounts.',
  },
  'facts.text_only': 'Carries text only.',
  'facts.carries': 'Carries {sets}.',
  'facts.needs_media': 'Needs a picture or a video: {sets}.',
  'facts.more': 'More about {platform}',
};
