import type { Message } from './message.js';
import type { signInHi } from './sign-in.hi.js';

export const signInEn: Record<keyof typeof signInHi, Message> = {
  'session.passkey': 'Open with the phone’s lock',
  'session.code': 'Six digits of the app',
  'session.claim': 'Nobody is here yet: begin with the code of the terminal',
  'session.no_passkey':
    'The phone’s lock did not work out. Try again, or ask the person who invited you for a new invite.',
};
