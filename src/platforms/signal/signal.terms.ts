import type { Label } from '../../contract/post-options.js';

/**
 * Signal's terms forbid "bulk messaging, auto-messaging, and auto-dialing" (signal.org/legal, effective 2018-05-25, as
 * kept by Open Terms Archive, read 2026-11-24).
 */
export const SIGNAL_TERMS: Label = {
  en: 'Signal forbids bulk and automatic messages. Use it only for a handful of groups of your own people, who know that this number writes to them. It works through signal-cli, which is not Signal’s own software: Signal may lock the number at any time.',
  hi: 'सिग्नल थोक और स्वचालित संदेशों की मनाही करता है। इसे केवल अपने लोगों के गिने-चुने समूहों के लिए रखें, जिन्हें पता हो कि यह नंबर उन्हें लिखता है। यह signal-cli से चलता है, जो सिग्नल का अपना सॉफ़्टवेयर नहीं है: सिग्नल यह नंबर कभी भी बंद कर सकता है।',
};
