import type { Command, Setting } from './commands.js';
import { FINE } from './fate.js';
import { MINUTE_MS } from './timing.js';

const TELEGRAM = 2;
/**
 * What chance alone meets too seldom: an answer that comes when a person, asked because it was missing, has ordered
 * another send, and that one has begun.
 */
export const LATE_ANSWER_MEETS_ANOTHER_SEND: [Setting, Command[]] = [
  { refusesTwins: false, sameWords: false },
  [
    { do: 'plan', postId: 1, accountIds: [TELEGRAM], dueInMs: 0, windowMs: 60 * MINUTE_MS },
    { do: 'claim', worker: 0, room: 1 },
    { do: 'step', nth: 0, steps: 4, fate: FINE },
    { do: 'pass', ms: 2 * MINUTE_MS },
    { do: 'rescue' },
    { do: 'reconcile', isReadable: true },
    { do: 'decide', nth: 0, verdict: 'send' },
    { do: 'release_retries' },
    { do: 'claim', worker: 1, room: 1 },
    { do: 'step', nth: 1, steps: 2, fate: FINE },
    { do: 'finish', nth: 0, fate: FINE },
  ],
];
