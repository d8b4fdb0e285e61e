import type { Message } from './message.js';

/** Sentences about what somebody should look at while everything else works. */
export const findingsHi = {
  'finding.heading': 'इन पर ध्यान दें',
  'finding.nobody_publishes':
    'अभी कुछ नहीं जा रहा: एक मिनट से भेजने वाला प्रोग्राम बंद है, और पोस्ट {since} से रुकी हैं।',
  'finding.clocks_apart': '{host} और डेटाबेस की घड़ी में {count} सेकंड का फ़र्क़ है।',
  'finding.clocks_stopped':
    '{host} और डेटाबेस की घड़ी में {count} सेकंड का फ़र्क़ है: वहाँ से कुछ नहीं भेजा जा रहा।',
  'finding.platform_paused': '{platform} ने थोड़ा रुकने को कहा है: कुछ पोस्ट {until} तक रुकी हैं।',
  'finding.platform_down': '{host} से {platform} {since} से नहीं खुल रहा: उसकी पोस्ट रुकी हैं।',
  'finding.vacuum_held_back': 'एक प्रोग्राम डेटाबेस की सफ़ाई रोके हुए है; भेजना धीमा हो सकता है।',
  'finding.record_not_chained':
    'अभिलेख की नई पंक्तियाँ {since} से कड़ी में नहीं जुड़ीं: तब से बदलाव पकड़ा नहीं जा सकता।',
  'remedy.nobody_publishes':
    'सर्वर चलाने वाले से कहें कि भेजने वाला प्रोग्राम चालू करें। कुछ खोएगा नहीं; जिसमें देर हो गई, वह आपसे पूछा जाएगा।',
  'remedy.clocks_apart': 'सर्वर चलाने वाले से कहें कि दोनों घड़ियाँ नेटवर्क (NTP) से मिलाएँ।',
  'remedy.platform_paused':
    'आपको कुछ नहीं करना: तब अपने-आप चली जाएँगी। बार-बार हो तो पोस्ट अलग-अलग समय पर भेजें।',
  'remedy.platform_down':
    'आपको कुछ नहीं करना: वापस आते ही अपने-आप चली जाएँगी; जिसमें देर हो गई, वह आपसे पूछा जाएगा। दूसरी साइटें भी न खुलें तो सर्वर चलाने वाले से कहें।',
  'remedy.vacuum_held_back': 'डेटाबेस चलाने वाले से उसे बंद करने को कहें; सर्वर के लॉग में उसका नाम है।',
  'remedy.record_not_chained':
    'सर्वर चलाने वाले से कहें कि भेजने वाला प्रोग्राम चालू करें; चल रहा हो तो उसके लॉग में कारण है।',
  'finding.accounts_broken': {
    one: '{platform} पर {count} खाता टूटा है: उस पर कुछ नहीं जाएगा।',
    other: '{platform} पर {count} खाते टूटे हैं: उन पर कुछ नहीं जाएगा।',
  },
  'finding.access_ends': {
    one: '{platform} के {count} खाते की चाबी {when} को समाप्त होगी।',
    other: '{platform} के {count} खातों की चाबी समाप्त होने को है, पहली {when} को।',
  },
  'finding.access_ended': {
    one: '{platform} के {count} खाते की चाबी {when} को समाप्त हो चुकी है।',
    other: '{platform} के {count} खातों की चाबी समाप्त हो चुकी है या आज होगी, पहली {when} को।',
  },
  'remedy.accounts_broken': '“हर ज़िले का हाल” में उसे दबाएँ: वहाँ कारण है और यह भी कि किससे कहना है।',
  'remedy.access_ends': 'उससे पहले नई चाबी बनवाकर खाते दोबारा जोड़ें; कौन-से, यह “हर ज़िले का हाल” में दिखेगा।',
} satisfies Record<string, Message>;
