import type { Message } from './message.js';

/** Sentences about posts that go on in further parts. */
export const threadsHi = {
  'cause.part_before': 'इससे पहले वाला भाग नहीं गया',
  'advice.part_before': 'पहले वाला भाग भेजें; उसके जाने के बाद इसे फिर भेजें।',
} satisfies Record<string, Message>;
