import type { Message } from './message.js';

/** Sentences about testing an account without publishing. */
export const rehearsalHi = {
  'rehearsal.do': 'बिना प्रकाशित किए जाँचें',
  'rehearsal.passed': 'जाँच पूरी हुई। कुछ भी प्रकाशित नहीं हुआ।',
  'rehearsal.refused': 'इस खाते पर पोस्ट नहीं जाएगी। कुछ भी प्रकाशित नहीं हुआ।',
  'rehearsal.unavailable': 'मंच से अभी बात नहीं हो पाई। थोड़ी देर में फिर जाँचें; कुछ भी प्रकाशित नहीं हुआ।',
  'rehearsal.rest': 'पोस्ट सबको दिखती है या नहीं, यह पहली असली पोस्ट ही बताती है।',
  'rehearsal.step.identified': 'चाबी इसी खाते की है',
  'rehearsal.step.may_publish': 'मंच के अनुसार लिखने का अधिकार है',
  'rehearsal.step.writes': 'समूह में पल भर “लिख रहा है” दिखा: लिखना चल रहा है',
  'rehearsal.step.has_room': 'आज की सीमा में जगह बाकी है',
  'rehearsal.step.uploaded': 'मंच ने एक सादी तस्वीर ले ली',
  'rehearsal.step.prepared': 'मंच ने एक अप्रकाशित पोस्ट तैयार होने दी',
  'rehearsal.step.removed': 'वह अप्रकाशित पोस्ट हटा दी गई',
  'rehearsal.left.picture': {
    one: 'एक सादी तस्वीर मंच के पास {count} घंटे तक रहती है; कोई उसे नहीं देखता।',
    other: 'एक सादी तस्वीर मंच के पास {count} घंटे तक रहती है; कोई उसे नहीं देखता।',
  },
  'rehearsal.left.draft': {
    one: 'अप्रकाशित पोस्ट मंच के पास {count} घंटे तक रहती है; कोई उसे नहीं देखता।',
    other: 'अप्रकाशित पोस्ट मंच के पास {count} घंटे तक रहती है; कोई उसे नहीं देखता।',
  },
  'rehearsal.left.picture_stays': 'एक सादी तस्वीर मंच के पास रह गई है; बाहर कोई उसे नहीं देखता।',
  'rehearsal.left.draft_stays':
    'अप्रकाशित पोस्ट हटाई नहीं जा सकी; उसे केवल खाता चलाने वाले देखते हैं और वे ही हटा सकते हैं।',
} satisfies Record<string, Message>;
