import type { ConnectStep } from '../../contract/platforms.js';

/** How an account is connected, as a person does it. The names of buttons may have changed since: developers.facebook.com/docs/business-management-apis/system-users. */
export const FACEBOOK_GUIDE: readonly ConnectStep[] = [
  {
    hi: 'Meta Business में संगठन का पोर्टफ़ोलियो खोलें: “Settings” → “Accounts” → “Pages” → “Add” से ज़िले का पेज जोड़ें।',
    en: 'Open the organisation’s portfolio in Meta Business: add the district’s Page under “Settings” → “Accounts” → “Pages” → “Add”.',
    url: 'https://business.facebook.com/settings',
  },
  {
    hi: '“Users” → “System users” में एक सिस्टम यूज़र बनाएँ और “Assign assets” से उसे हर ज़िले का पेज “Content” के अधिकार के साथ दें। इसकी चाबी किसी के पासवर्ड बदलने से नहीं टूटती।',
    en: 'Under “Users” → “System users” make one system user and give it every district’s Page with the right “Content” by “Assign assets”. Its key does not break when a person changes a password.',
    url: 'https://business.facebook.com/settings',
  },
  {
    hi: 'अगर पेज “Page Publishing Authorization” माँगे, तो पहले वह पूरा करें; मुनादी इसे देख नहीं सकती।',
    en: 'If the Page asks for “Page Publishing Authorization”, complete that first; Munadi cannot see it.',
    url: null,
  },
  {
    hi: '“Generate token” दबाएँ, अपना ऐप चुनें, समाप्ति में “Never” चुनें, और pages_show_list, pages_manage_posts, pages_read_engagement पर निशान लगाएँ।',
    en: 'Press “Generate token”, choose your app, choose “Never” as expiry, and tick pages_show_list, pages_manage_posts, pages_read_engagement.',
    url: 'https://business.facebook.com/settings',
  },
  {
    hi: 'वह चाबी नीचे चिपकाएँ: मुनादी उससे सब पेज खोज लेती है, हर पेज की अपनी चाबी लेती है, और आपकी चाबी कहीं नहीं रखती।',
    en: 'Paste that key below: with it Munadi finds all Pages and takes each Page’s own key. Yours is kept nowhere.',
    url: null,
    ways: ['list'],
  },
  {
    hi: 'Graph API Explorer में वह चाबी लगाकर /{पेज की संख्या}?fields=access_token पूछें: उत्तर में जो आए, वह pageAccessToken है।',
    en: 'In the Graph API Explorer put in that key and ask /{number of the Page}?fields=access_token: what it answers is pageAccessToken.',
    url: 'https://developers.facebook.com/tools/explorer',
    ways: ['rows'],
  },
  {
    hi: 'पेज की संख्या पेज पर “About” → “Page transparency” में है: यह remoteId है।',
    en: 'The Page’s number stands on the Page under “About” → “Page transparency”: it is remoteId.',
    url: null,
    ways: ['rows'],
  },
];
