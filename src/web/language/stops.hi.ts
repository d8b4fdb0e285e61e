import type { Message } from './message.js';

/** Sentences about stopping, and letting go on. */
export const stopsHi = {
  'stops.heading': 'भेजना रोकें',
  'stops.intro':
    'रोकने के बाद कुछ नया नहीं भेजा जाएगा। जो उसी क्षण रास्ते में है वह दिख सकता है। कुछ खोएगा नहीं: आप छोड़ेंगे तब जाएगा।',
  'stops.none': 'कुछ भी रुका नहीं है।',
  'stops.what': 'क्या रोकना है',
  'stops.everything': 'सब कुछ',
  'stops.reason': 'क्यों',
  'stops.stop': 'अभी रोकें',
  'stops.stopped': 'रोक दिया गया',
  'stops.lift': 'आगे बढ़ने दें',
  'stops.lifted': 'फिर चालू है',
  'stops.by': '{name} ने रोका, {when}',
  'stops.lifted_by': '{name} ने छोड़ा, {when}',
  'stops.earlier': 'पहले की {count} रोक',
} satisfies Record<string, Message>;
