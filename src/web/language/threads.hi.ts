import type { Message } from './message.js';

/** Sentences about posts that go on in further parts. */
export const threadsHi = {
  'thread.add': 'एक और भाग जोड़ें',
  'thread.heading': 'आगे के भाग',
  'thread.chained': '{platforms} पर हर भाग अपनी पोस्ट है, जो पिछली के जवाब में जाती है।',
  'thread.joined': '{platforms} पर सब भाग एक ही पोस्ट में, बीच में ख़ाली पंक्ति के साथ।',
  'thread.part': 'भाग {number}',
  'thread.part_of': 'भाग {number}/{count}',
  'board.part': '{state}, भाग {number}',
  'cause.part_before': 'इससे पहले वाला भाग नहीं गया',
  'advice.part_before': 'पहले वाला भाग भेजें; उसके जाने के बाद इसे फिर भेजें।',
} satisfies Record<string, Message>;
