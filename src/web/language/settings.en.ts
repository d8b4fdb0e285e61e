import type { Message } from './message.js';
import type { settingsHi } from './settings.hi.js';

export const settingsEn: Record<keyof typeof settingsHi, Message> = {
  'settings.heading': 'Set for everybody',
  'settings.limit': 'More accounts than this need a second person',
  'settings.limit_meaning':
    'Posting, taking back, lifting a stop and sending again then happen only at the word of a second person. Stopping never waits. Leave it empty for no limit. You yourself are not bound by it.',
  'settings.none': 'No limit',
  'settings.whole_number': 'Write a whole number of 1 or more, or leave it empty.',
  'settings.save': 'Save',
  'settings.saved': 'Saved: it counts from the next order on',
};
