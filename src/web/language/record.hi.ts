import type { Message } from './message.js';

/** Sentences about the record of who did what. */
export const recordHi = {
  'record.heading': 'अभिलेख',
  'record.intro': 'किसने कब क्या किया। यहाँ कुछ बदला या मिटाया नहीं जा सकता।',
  'record.filter': 'अभिलेख छाँटें',
  'record.kind': 'किसके बारे में',
  'record.kind_all': 'सब कुछ',
  'record.from': 'इस दिन से',
  'record.until': 'इस दिन तक',
  'record.post': 'पोस्ट का नंबर',
  'record.none': 'इस चुनाव में कुछ दर्ज नहीं है।',
  'record.older': 'और पुराना दिखाएँ',
  'record.product': 'मुनादी ने स्वयं, या मशीन पर किसी ने',
  'record.chained': 'कड़ी {position}',
  'record.not_chained': 'कड़ी में जुड़ना बाकी',
  'record.as_csv': 'स्प्रेडशीट (CSV)',
  'record.as_jsonl': 'पूरी फ़ाइल (JSON)',
} satisfies Record<string, Message>;
