import type { ConnectStep } from '../../contract/platforms.js';

/** How an account is connected, as a person does it. The names of buttons may have changed since: docs.x.com, fundamentals/authentication and x-api/getting-started. */
export const X_GUIDE: readonly ConnectStep[] = [
  {
    hi: 'इसी ब्राउज़र में x.com पर ज़िले के खाते से प्रवेश करें। वहाँ कोई और खाता खुला हो तो पहले उससे बाहर निकलें।',
    en: 'Sign in at x.com in this very browser with the district’s account. If another account is open there, sign out of it first.',
    url: 'https://x.com',
    ways: ['lend'],
  },
  {
    hi: 'नीचे का बटन दबाएँ और X के पेज पर “Authorize app” दबाएँ। आप दस मिनट के भीतर अपने-आप यहाँ लौट आएँगे; कोई चाबी कॉपी नहीं करनी।',
    en: 'Press the button below, and “Authorize app” on X’s page. You come back here by yourself; be done within ten minutes. No key is copied.',
    url: null,
    ways: ['lend'],
  },
  {
    hi: 'संगठन के खाते से X के डेवलपर कंसोल में प्रवेश करें और एक ऐप बनाएँ। एक ही ऐप सब ज़िलों के लिए काफ़ी है। X पहले से शुल्क लेता है: वहीं थोड़ा शुल्क भर दें।',
    en: 'Sign in to X’s developer console with the organisation’s account and create an app. One app is enough for all districts. X is paid in advance: pay in a little there.',
    url: 'https://console.x.com',
    ways: ['rows'],
  },
  {
    hi: 'ऐप में “User authentication settings” खोलें, “App permissions” में “Read and write” चुनें और “Save” दबाएँ। यह पहले करें: बाद में बदलने पर पुरानी चाबियाँ लिख नहीं पातीं।',
    en: 'In the app open “User authentication settings”, choose “Read and write” under “App permissions” and press “Save”. Do this first: keys made before it cannot post.',
    url: 'https://console.x.com',
    ways: ['rows'],
  },
  {
    hi: '“Keys and tokens” में “API Key” और “API Key Secret” लें: ये सूची के appKey और appSecret हैं।',
    en: 'Under “Keys and tokens” take “API Key” and “API Key Secret”: these are appKey and appSecret in the list.',
    url: 'https://console.x.com',
    ways: ['rows'],
  },
  {
    hi: 'ऐप वाले खाते के लिए वहीं “Access Token and Secret” में “Generate” दबाएँ। दूसरे ज़िले के खाते के लिए X का औज़ार twurl चलाएँ (twurl authorize), ज़िले के खाते से प्रवेश करें और “Authorize app” दबाएँ। मिले हुए दो मान accessToken और accessSecret हैं।',
    en: 'For the account that owns the app press “Generate” at “Access Token and Secret”. For another district’s account run X’s tool twurl (twurl authorize), sign in as the district’s account and press “Authorize app”. The two values are accessToken and accessSecret.',
    url: 'https://github.com/twitter/twurl',
    ways: ['rows'],
  },
  {
    hi: 'remoteId में खाते की स्थायी संख्या भरें: accessToken में “-” से पहले जो अंक हैं, वही है। @नाम बदल सकता है, यह नहीं।',
    en: 'Fill the account’s lasting number into remoteId: the digits before the “-” in accessToken. The @name may change, this does not.',
    url: null,
    ways: ['rows'],
  },
];
