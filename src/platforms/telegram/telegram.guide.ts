import type { ConnectStep } from '../../contract/platforms.js';

/** How an account is connected, as a person does it. The names of buttons may have changed since: core.telegram.org/bots/features#botfather. */
export const TELEGRAM_GUIDE: readonly ConnectStep[] = [
  {
    hi: 'टेलीग्राम में @BotFather खोलें, /newbot भेजें और नाम दें। जो लंबी चाबी मिले, वह botToken है; उसे किसी को न भेजें। एक बॉट कई ज़िलों के चैनल चला सकता है।',
    en: 'Open @BotFather in Telegram, send /newbot and give it a name. The long key that you get is botToken; send it to nobody. One bot may serve many districts’ channels.',
    url: 'https://t.me/BotFather',
    ways: ['rows'],
  },
  {
    hi: 'ज़िले के चैनल में “Manage Channel” → “Administrators” → “Add Admin” दबाएँ और बॉट का @नाम खोजें।',
    en: 'In the district’s channel press “Manage Channel” → “Administrators” → “Add Admin” and find the bot’s @name.',
    url: null,
  },
  {
    hi: 'बॉट को केवल “Post Messages” का अधिकार दें और सहेजें। अपने संदेश बदलने और हटाने के लिए उसे और कुछ नहीं चाहिए; पिन करना हो तो “Edit Messages” भी दें।',
    en: 'Give the bot the right “Post Messages” alone, and save. To change and delete its own messages it needs no more; to pin, “Edit Messages” as well.',
    url: null,
  },
  {
    hi: 'एक मिनट के भीतर चैनल नीचे दिखेगा: बताइए कि वह किस ज़िले का है। बॉट संगठन का वही हो जिससे मुनादी में कोई चैनल पहले से जुड़ा है; पहला चैनल सूची से जोड़ें।',
    en: 'Within a minute the channel shows below: say which district it belongs to. The bot has to be one with which a channel is connected to Munadi already; connect the first channel from a list.',
    url: null,
    ways: ['find'],
  },
  {
    hi: 'चैनल की संख्या (-100 से शुरू) remoteId है: चैनल का कोई संदेश @userinfobot जैसे किसी बॉट को आगे भेजें, वह बता देगा। यह पहले चैनल के लिए चाहिए; इसके बाद बॉट जिस चैनल में जुड़े, मुनादी उसे अपने-आप पा लेती है।',
    en: 'The channel’s number (it begins with -100) is remoteId: forward a message of the channel to a bot such as @userinfobot, which tells it. It is needed for the first channel; those that the bot is added to afterwards Munadi finds by itself.',
    url: null,
    ways: ['rows'],
  },
];
