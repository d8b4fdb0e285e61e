import type { ConnectStep } from '../../contract/platforms.js';

/** How an account is connected: developers.facebook.com/docs/instagram-platform, with Facebook Login. */
export const INSTAGRAM_GUIDE: readonly ConnectStep[] = [
  {
    hi: 'इंस्टाग्राम ऐप में ज़िले का खाता प्रोफ़ेशनल खाता बनाएँ और ज़िले के फ़ेसबुक पेज से जोड़ें।',
    en: 'In the Instagram app make the district’s account a professional account and link it to the district’s Facebook Page.',
    url: null,
  },
  {
    hi: 'पेज की चाबी वैसे ही लें जैसे फ़ेसबुक पेज के लिए, और instagram_basic तथा instagram_content_publish पर भी निशान लगाएँ।',
    en: 'Get the Page’s token as for the Facebook Page, and tick instagram_basic and instagram_content_publish as well.',
    url: 'https://business.facebook.com/settings',
  },
  {
    hi: 'वह चाबी नीचे चिपकाएँ: मुनादी पेजों के साथ उनसे जुड़े इंस्टाग्राम खाते भी खोज लेती है, और आपकी चाबी कहीं नहीं रखती।',
    en: 'Paste that key below: beside the Pages Munadi finds the Instagram accounts linked to them. Your key is kept nowhere.',
    url: null,
    ways: ['list'],
  },
  {
    hi: 'खाते की संख्या के लिए Graph API Explorer में /{पेज की संख्या}?fields=instagram_business_account पूछें: उत्तर का “id” remoteId है।',
    en: 'For the account’s number ask /{number of the Page}?fields=instagram_business_account in the Graph API Explorer: the “id” it answers is remoteId.',
    url: 'https://developers.facebook.com/tools/explorer',
    ways: ['rows'],
  },
  {
    hi: 'मुनादी का पता (MUNADI_PUBLIC_URL) खुला https होना चाहिए: इंस्टाग्राम तस्वीरें वहीं से लेता है।',
    en: 'Munadi’s address (MUNADI_PUBLIC_URL) has to be a public https one: Instagram fetches pictures from there.',
    url: null,
  },
];
