import type { Message } from './message.js';

/** Sentences of what the owner sets for everybody. */
export const settingsHi = {
  'settings.heading': 'सबके लिए तय',
  'settings.limit': 'इतने से ज़्यादा खातों के लिए दूसरा व्यक्ति चाहिए',
  'settings.limit_meaning':
    'पोस्ट भेजना, वापस लेना, रोक हटाना और फिर भेजना तब दूसरे व्यक्ति के कहने पर ही होगा। रोकना कभी प्रतीक्षा नहीं करता। खाली छोड़ें: कोई सीमा नहीं। आप स्वयं इससे बँधे नहीं हैं।',
  'settings.none': 'कोई सीमा नहीं',
  'settings.whole_number': '1 या उससे बड़ी पूरी संख्या लिखें, या खाली छोड़ें।',
  'settings.save': 'सहेजें',
  'settings.saved': 'सहेजा गया: अगले आदेश से लागू',
} satisfies Record<string, Message>;
