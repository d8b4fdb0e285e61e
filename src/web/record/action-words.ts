import type { Language } from '../../contract/language.js';

interface Words {
  hi: string;
  en: string;
}

/** First words of actions, as somebody chooses among them. */
export const KINDS: Record<string, Words> = {
  post: { hi: 'पोस्ट', en: 'Posts' },
  delivery: { hi: 'भेजना और निर्णय', en: 'Deliveries and decisions' },
  order: { hi: 'दूसरे व्यक्ति का शब्द', en: 'Orders and second words' },
  sending: { hi: 'रोक', en: 'Stops' },
  account: { hi: 'एक खाता', en: 'One account' },
  accounts: { hi: 'खातों की सूचियाँ', en: 'Lists of accounts' },
  media: { hi: 'चित्र और वीडियो', en: 'Pictures and videos' },
  person: { hi: 'लोग', en: 'People' },
  session: { hi: 'प्रवेश', en: 'Signing in' },
  districts: { hi: 'ज़िले', en: 'Districts' },
  credentials: { hi: 'कुंजियाँ', en: 'Keys' },
  audit: { hi: 'यह अभिलेख', en: 'This record' },
};

const ACTIONS: Record<string, Words> = {
  'post.scheduled': { hi: 'पोस्ट तय की', en: 'scheduled a post' },
  'post.cancelled': { hi: 'पोस्ट रद्द की', en: 'cancelled a post' },
  'post.submitted': { hi: 'पोस्ट मंज़ूरी के लिए भेजी', en: 'sent a post for approval' },
  'post.read_for_approval': { hi: 'मंज़ूरी के लिए पोस्ट पढ़ी', en: 'was shown a post to approve' },
  'post.approved': { hi: 'पोस्ट मंज़ूर की', en: 'approved a post' },
  'post.returned': { hi: 'पोस्ट लौटाई', en: 'sent a post back' },
  'post.recalled': { hi: 'पोस्ट वापस ली', en: 'took a post back' },
  'post.corrected': { hi: 'पोस्ट सुधारी', en: 'corrected a post' },
  'delivery.retried': { hi: 'फिर भेजने को कहा', en: 'ordered another try' },
  'delivery.decided.published': { hi: 'निर्णय: यह जा चुकी', en: 'decided: it went out' },
  'delivery.decided.send_again': { hi: 'निर्णय: फिर भेजें', en: 'decided: send again' },
  'delivery.decided.leave': { hi: 'निर्णय: रहने दें', en: 'decided: leave it' },
  'order.held': { hi: 'आदेश दिया, दूसरे की प्रतीक्षा', en: 'ordered it; a second person is asked' },
  'order.confirmed': { hi: 'आदेश की पुष्टि की', en: 'confirmed the order' },
  'order.refused': { hi: 'आदेश अस्वीकार किया', en: 'refused the order' },
  'order.superseded': { hi: 'आदेश की जगह नया आदेश', en: 'put another order in its place' },
  'sending.stopped': { hi: 'भेजना रोका', en: 'stopped the sending' },
  'sending.resumed': { hi: 'भेजना फिर चालू किया', en: 'let the sending go on' },
  'account.connected': { hi: 'खाता जोड़ा', en: 'connected an account' },
  'account.matched': { hi: 'मिला हुआ खाता ज़िले से जोड़ा', en: 'gave a found account its district' },
  'account.ignored': { hi: 'मिला हुआ खाता छोड़ा', en: 'passed over a found account' },
  'account.checked': { hi: 'खाता जाँचा', en: 'checked an account' },
  'accounts.imported': { hi: 'खाते आयात किए', en: 'imported accounts' },
  'accounts.check_ordered': { hi: 'खातों की जाँच मँगाई', en: 'ordered a check of accounts' },
  'accounts.registry_exported': {
    hi: 'आधिकारिक खातों की सूची ली',
    en: 'took the register of accounts',
  },
  'media.uploaded': { hi: 'फ़ाइल डाली', en: 'uploaded a file' },
  'person.added': { hi: 'व्यक्ति जोड़ा', en: 'added a person' },
  'session.opened': { hi: 'प्रवेश किया', en: 'signed in' },
  'districts.imported': { hi: 'ज़िले आयात किए', en: 'imported districts' },
  'credentials.rotated': { hi: 'कुंजी बदली', en: 'changed the key' },
  'audit.exported': { hi: 'अभिलेख की फ़ाइल ली', en: 'took the record as a file' },
  'audit.dropped': { hi: 'पुराना अभिलेख हटाया', en: 'dropped the oldest lines' },
};

/** What was done, in words; the action's own name where nobody has given it any. */
export function actionWords(action: string, language: Language): string {
  return ACTIONS[action]?.[language] ?? action;
}
