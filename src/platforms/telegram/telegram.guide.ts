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
    hi: 'बॉट को “Post Messages”, “Edit Messages of Others” और “Delete Messages of Others” का अधिकार दें और सहेजें। बाकी अधिकार न दें।',
    en: 'Give the bot the rights “Post Messages”, “Edit Messages of Others” and “Delete Messages of Others”, and save. Give it no others.',
    url: null,
  },
  {
    hi: 'चैनल की संख्या जानने के लिए ब्राउज़र में https://api.telegram.org/bot<botToken>/getChat?chat_id=@चैनल खोलें: “id” के आगे जो -100 से शुरू होता है, वह remoteId है। यह पता किसी को न भेजें, इसमें चाबी है।',
    en: 'To learn the channel’s number open https://api.telegram.org/bot<botToken>/getChat?chat_id=@channel in a browser: what begins with -100 after “id” is remoteId. Send this address to nobody, the key is in it.',
    url: null,
  },
];
