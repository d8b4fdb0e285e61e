import type { Message } from './message.js';

/** Sentences of the sign-in page about phones and codes. */
export const signInHi = {
  'session.passkey': 'फ़ोन के लॉक से खोलें',
  'session.code': 'ऐप के छह अंक',
  'session.claim': 'अभी यहाँ कोई नहीं है: टर्मिनल के कोड से शुरू करें',
  'session.no_passkey': 'फ़ोन के लॉक से बात नहीं बनी। फिर करें, या बुलाने वाले से नया न्योता माँगें।',
} satisfies Record<string, Message>;
