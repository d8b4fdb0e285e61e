import type { decisionsHi } from './decisions.hi.js';
import type { Message } from './message.js';

export const decisionsEn: Record<keyof typeof decisionsHi, Message> = {
  'decision.heading': 'Did it arrive?',
  'decision.intro':
    'The platform’s answer was lost or unclear. Look at the account and say; nothing is sent again without your word.',
  'decision.none': 'Nothing waits for your decision.',
  'decision.sent': 'sent {when}',
  'decision.look': 'Look at {handle}',
  'decision.question': 'Do you see this post there?',
  'decision.published': 'Yes, it went out',
  'decision.send_again': 'No, send again',
  'decision.leave': 'Leave it',
  'decision.question_missed': 'Its time has passed. Send it all the same?',
  'decision.question_take_down': 'The platform would not delete it. Is it gone?',
  'decision.send_now': 'Send now',
  'decision.gone': 'Yes, it is gone',
  'decision.take_down_again': 'No, try again to delete',
  'decision.stays': 'It may stay',
  'decision.effect_now': 'It goes out now.',
  'decision.effect_gone': 'It will count as taken down.',
  'decision.effect_take_down': 'Munadi asks the platform once more to delete it.',
  'decision.effect_stays':
    'It stays public and counts as published. Munadi will not try to delete it again.',
  'decision.effect_published': 'It will count as published.',
  'decision.effect_again': 'It goes out once more. If it is already there, it will appear twice.',
  'decision.effect_leave': 'It will not be sent again.',
  'decision.reason': 'How do you know',
  'decision.permalink': 'Link to the post (if there is one)',
  'decision.confirm': 'Record the decision',
  'decision.done': 'Decision recorded',
};
