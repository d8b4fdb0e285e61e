import type { Message } from './message.js';
import type { stopsHi } from './stops.hi.js';

export const stopsEn: Record<keyof typeof stopsHi, Message> = {
  'stops.heading': 'Stop sending',
  'stops.intro':
    'After you stop, nothing new is sent. What is on its way at that moment may still appear. Nothing is lost: it goes out once you let it.',
  'stops.none': 'Nothing is stopped.',
  'stops.what': 'What is to be stopped',
  'stops.everything': 'Everything',
  'stops.reason': 'Why',
  'stops.stop': 'Stop now',
  'stops.stopped': 'Stopped',
  'stops.lift': 'Let it go on',
  'stops.lifted': 'It goes on',
  'stops.by': 'stopped by {name}, {when}',
  'stops.lifted_by': 'lifted by {name}, {when}',
  'stops.earlier': { one: '{count} that was lifted', other: '{count} that were lifted' },
};
