import type { Message } from './message.js';

/** Sentences about what a platform can take back, change, prove and carry, and what it costs. */
export const factsHi = {
  'facts.takes_back': 'कभी भी वापस ली जा सकती है।',
  'facts.takes_back_within': 'जाने के बाद {span} तक वापस ली जा सकती है।',
  'facts.takes_back_never': 'यहाँ से वापस नहीं ली जा सकती।',
  'facts.edits': 'पाठ कभी भी बदला जा सकता है।',
  'facts.edits_within': 'जाने के बाद {span} तक पाठ बदला जा सकता है।',
  'facts.edits_never': 'जाने के बाद पाठ नहीं बदला जा सकता।',
  'facts.lost_two_phase': 'जवाब खो जाए तो मुनादी ख़ुद पता कर लेती है कि पोस्ट गई या नहीं।',
  'facts.lost_readable': 'जवाब खो जाए तो मुनादी पोस्ट ढूँढती है; न दिखे तो आपसे पूछा जाता है।',
  'facts.lost_unreadable': 'जवाब खो जाए तो आपसे पूछा जाता है: वहाँ से कुछ पढ़ा नहीं जा सकता।',
  'facts.free': 'कोई ख़र्च नहीं।',
  'facts.costs': {
    one: '{count} खाते पर लगभग {amount} ख़र्च।',
    other: '{count} खातों पर लगभग {amount} ख़र्च।',
  },
  'facts.text_only': 'केवल पाठ जाता है।',
  'facts.carries': '{sets} तक जा सकते हैं।',
  'facts.needs_media': 'तस्वीर या वीडियो ज़रूरी है: {sets}।',
  'facts.more': '{platform} के बारे में और',
} satisfies Record<string, Message>;
