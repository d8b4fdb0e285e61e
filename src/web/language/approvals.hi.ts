import type { Message } from './message.js';

/** Sentences about posts that wait for a second person. */
export const approvalsHi = {
  'nav.approvals': 'मंज़ूरी',
  'approval.heading': 'आपकी मंज़ूरी की प्रतीक्षा में',
  'approval.intro': 'ठीक यही शब्द, इन्हीं खातों पर, इसी समय जाएँगे। आपके कहे बिना कुछ नहीं जाएगा।',
  'approval.none': 'आपकी मंज़ूरी के लिए कुछ नहीं है।',
  'approval.by': '{name}, {place}',
  'approval.due': 'समय: {when}',
  'approval.until': '{when} तक मंज़ूर न हुई तो नहीं जाएगी।',
  'approval.again': { one: 'पहली बार भेजी', other: '{count}वीं बार भेजी' },
  'approval.urgent': 'सबसे पहले जाएगी',
  'approval.accounts': { one: '{count} खाता', other: '{count} खाते' },
  'approval.more_texts': {
    one: '{count} और पाठ, जिसमें केवल जगह का नाम अलग है',
    other: '{count} और पाठ, जिनमें केवल जगह का नाम अलग है',
  },
  'approval.approve': 'मंज़ूर करें',
  'approval.return': 'लौटाएँ',
  'approval.note': 'क्या बदलना है (लेखक पढ़ेगा)',
  'approval.confirm_return': 'लेखक को लौटाएँ',
  'approval.approved_now': 'मंज़ूर हुई: अब अपने समय पर जाएगी',
  'approval.returned_now': 'लेखक को लौटा दी गई',
  'approval.awaiting': 'मंज़ूरी की प्रतीक्षा में',
  'approval.returned': 'लौटाई गई',
  'approval.missed': 'समय पर मंज़ूर नहीं हुई',
  'approval.cancelled': 'मंज़ूरी से पहले रद्द हुई',
  'approval.story_awaiting': {
    one: 'ज़िला प्रमुख की मंज़ूरी के बाद {count} खाते पर जाएगी।',
    other: 'ज़िला प्रमुख की मंज़ूरी के बाद {count} खातों पर जाएगी।',
  },
  'approval.story_missed':
    'अंतिम समय तक किसी ने मंज़ूर नहीं की, इसलिए यह नहीं गई। नया समय चुनकर फिर भेज सकते हैं।',
  'approval.story_returned': '{name} ने लौटाई:',
  'approval.story_approved': '{name} ने मंज़ूर की',
  'approval.send_anew': 'बदलकर फिर भेजें',
  'approval.decide': 'पढ़कर तय करें',
  'approval.compose_next':
    'भेजने के बाद ज़िला प्रमुख इसे पढ़ेंगे। उनकी मंज़ूरी मिलते ही यह अपने समय पर जाएगी; लौटाई गई तो कारण यहीं दिखेगा।',
  'approval.compose_send': {
    one: 'मंज़ूरी के लिए भेजें ({count} खाता)',
    other: 'मंज़ूरी के लिए भेजें ({count} खाते)',
  },
  'approval.compose_sent': 'मंज़ूरी के लिए भेज दी गई',
  'trust.heading': 'जिन पर भरोसा है',
  'trust.intro': 'भरोसे वाले कार्यकर्ता की पोस्ट अपने ज़िले में बिना मंज़ूरी जाती है।',
  'trust.switch': '{name}, {place}: बिना मंज़ूरी',
  'trust.none': 'आपके यहाँ कोई कार्यकर्ता नहीं है।',
  'trust.on': '{name} की पोस्ट अब बिना मंज़ूरी जाएगी',
  'trust.off': '{name} की पोस्ट अब मंज़ूरी के बाद जाएगी',
} satisfies Record<string, Message>;
