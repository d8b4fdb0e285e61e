import type { PlatformName } from '../../contract/platforms.js';

/** One thing to do, in the platform's own words for what is pressed there. */
export interface ConnectStep {
  hi: string;
  en: string;
  /** Where it is done; null where it is done here. */
  url: string | null;
}

/**
 * How an account of each platform is connected, as a person does it there. A platform that is not named has no guide yet.
 * docs.x.com (fundamentals/authentication, x-api/getting-started), core.telegram.org/bots/features#botfather,
 * developers.facebook.com/docs/business-management-apis/system-users; read 2026-11-24.
 */
export const CONNECT_GUIDES: Partial<Record<PlatformName, readonly ConnectStep[]>> = {
  x: [
    {
      hi: 'संगठन के खाते से X के डेवलपर कंसोल में प्रवेश करें और एक ऐप बनाएँ। एक ही ऐप सब ज़िलों के लिए काफ़ी है। X पहले से शुल्क लेता है: वहीं थोड़ा शुल्क भर दें।',
      en: 'Sign in to X’s developer console with the organisation’s account and create an app. One app is enough for all districts. X is paid in advance: pay in a little there.',
      url: 'https://console.x.com',
    },
    {
      hi: 'ऐप में “User authentication settings” खोलें, “App permissions” में “Read and write” चुनें और “Save” दबाएँ। यह पहले करें: बाद में बदलने पर पुरानी चाबियाँ लिख नहीं पातीं।',
      en: 'In the app open “User authentication settings”, choose “Read and write” under “App permissions” and press “Save”. Do this first: keys made before it cannot post.',
      url: 'https://console.x.com',
    },
    {
      hi: '“Keys and tokens” में “API Key” और “API Key Secret” लें: ये सूची के appKey और appSecret हैं।',
      en: 'Under “Keys and tokens” take “API Key” and “API Key Secret”: these are appKey and appSecret in the list.',
      url: 'https://console.x.com',
    },
    {
      hi: 'ऐप वाले खाते के लिए वहीं “Access Token and Secret” में “Generate” दबाएँ। दूसरे ज़िले के खाते के लिए X का औज़ार twurl चलाएँ (twurl authorize), ज़िले के खाते से प्रवेश करें और “Authorize app” दबाएँ। मिले हुए दो मान accessToken और accessSecret हैं।',
      en: 'For the account that owns the app press “Generate” at “Access Token and Secret”. For another district’s account run X’s tool twurl (twurl authorize), sign in as the district’s account and press “Authorize app”. The two values are accessToken and accessSecret.',
      url: 'https://github.com/twitter/twurl',
    },
    {
      hi: 'remoteId में खाते की स्थायी संख्या भरें: accessToken में “-” से पहले जो अंक हैं, वही है। @नाम बदल सकता है, यह नहीं।',
      en: 'Fill the account’s lasting number into remoteId: the digits before the “-” in accessToken. The @name may change, this does not.',
      url: null,
    },
  ],
  telegram: [
    {
      hi: 'टेलीग्राम में @BotFather खोलें, /newbot भेजें और नाम दें। जो लंबी चाबी मिले, वह botToken है। एक बॉट कई ज़िलों के चैनल चला सकता है।',
      en: 'Open @BotFather in Telegram, send /newbot and give it a name. The long key that you get is botToken. One bot may serve many districts’ channels.',
      url: 'https://t.me/BotFather',
    },
    {
      hi: 'ज़िले के चैनल में “Manage Channel” → “Administrators” → “Add Admin” दबाएँ और बॉट का @नाम खोजें।',
      en: 'In the district’s channel press “Manage Channel” → “Administrators” → “Add Admin” and find the bot’s @name.',
      url: null,
    },
    {
      hi: 'बॉट को “Post Messages”, “Edit Messages of Others” और “Delete Messages of Others” का अधिकार दें और सहेजें। बाकी अधिकार न दें।',
      en: 'Give the bot the rights “Post Messages”, “Edit Messages of Others” and “Delete Messages of Others”, and save. Give it no others.',
      url: null,
    },
    {
      hi: 'चैनल की संख्या जानने के लिए ब्राउज़र में https://api.telegram.org/bot<botToken>/getChat?chat_id=@चैनल खोलें: “id” के आगे जो -100 से शुरू होता है, वह remoteId है। यह पता किसी को न भेजें, इसमें चाबी है।',
      en: 'To learn the channel’s number open https://api.telegram.org/bot<botToken>/getChat?chat_id=@channel in a browser: what begins with -100 after “id” is remoteId. Send this address to nobody, the key is in it.',
      url: null,
    },
  ],
  facebook: [
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
      hi: '“Generate token” दबाएँ, अपना ऐप चुनें, समाप्ति में “Never” चुनें, और pages_show_list, pages_manage_posts, pages_read_engagement पर निशान लगाएँ।',
      en: 'Press “Generate token”, choose your app, choose “Never” as expiry, and tick pages_show_list, pages_manage_posts, pages_read_engagement.',
      url: 'https://business.facebook.com/settings',
    },
    {
      hi: 'Graph API Explorer में वह चाबी लगाकर /{पेज की संख्या}?fields=access_token पूछें: उत्तर में जो आए, वह pageAccessToken है।',
      en: 'In the Graph API Explorer put in that key and ask /{number of the Page}?fields=access_token: what it answers is pageAccessToken.',
      url: 'https://developers.facebook.com/tools/explorer',
    },
    {
      hi: 'पेज की संख्या पेज पर “About” → “Page transparency” में है: यह remoteId है। अगर पेज “Page Publishing Authorization” माँगे, तो पहले वह पूरा करें; मुनादी इसे देख नहीं सकती।',
      en: 'The Page’s number stands on the Page under “About” → “Page transparency”: it is remoteId. If the Page asks for “Page Publishing Authorization”, complete that first; Munadi cannot see it.',
      url: null,
    },
  ],
};
