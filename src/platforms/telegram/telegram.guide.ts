import type { ConnectStep } from '../../contract/platforms.js';

/** How an account is connected, as a person does it. The names of buttons may have changed since: core.telegram.org/bots/features#botfather. */
export const TELEGRAM_GUIDE: readonly ConnectStep[] = [
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
    hi: 'बॉट को केवल “Post Messages” का अधिकार दें और सहेजें। अपने संदेश बदलने और हटाने के लिए उसे और कुछ नहीं चाहिए।',
    en: 'Give the bot the right “Post Messages” alone, and save. To change and delete its own messages it needs no more.',
    url: null,
  },
  {
    hi: 'जब बॉट का पहला खाता जुड़ चुका हो, तो हर नया चैनल मुनादी को अपने-आप मिल जाता है। पहले खाते के लिए चैनल की संख्या (-100 से शुरू) चाहिए: चैनल का कोई संदेश @userinfobot जैसे किसी बॉट को आगे भेजें, वह बता देगा। चाबी किसी को न भेजें।',
    en: 'Once the bot’s first account is connected, Munadi finds every new channel by itself. For the first one the channel’s number is needed (it begins with -100): forward a message of the channel to a bot such as @userinfobot, which tells it. Send the key to nobody.',
    url: null,
  },
];
