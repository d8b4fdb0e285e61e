import { z } from 'zod';
import type { MediaRules } from '../../contract/media.js';
import {
  poll,
  type OptionField,
  type OptionValues,
  type Poll,
} from '../../contract/post-options.js';
import { POLL } from './telegram.limits.js';

/**
 * What a post may be given on Telegram beside its text and pictures.
 * @param documentRules what pictures and videos have to fit where they go as files
 */
export function telegramOptions(documentRules: MediaRules): readonly OptionField[] {
  return [...OF_THE_MESSAGE, { ...AS_FILE, media: documentRules }, ...OF_THE_TEXT];
}

const OF_THE_MESSAGE: readonly OptionField[] = [
  {
    name: 'silent',
    kind: 'switch',
    label: { en: 'Without a sound', hi: 'बिना आवाज़' },
    help: {
      en: 'Readers get the message; their phones make no sound.',
      hi: 'संदेश पाठकों तक जाता है, फ़ोन पर आवाज़ नहीं होती।',
    },
  },
  {
    name: 'protected',
    kind: 'switch',
    label: { en: 'No forwarding and saving', hi: 'आगे भेजना और सहेजना बंद' },
  },
  {
    name: 'pin',
    kind: 'switch',
    label: { en: 'Pin it', hi: 'ऊपर पिन करें' },
    help: {
      en: 'Stays at the top of the channel or group. The bot needs the right for it; without it the post goes out unpinned.',
      hi: 'चैनल या समूह में सबसे ऊपर रहता है। बॉट को इसका अधिकार चाहिए; न हो तो पोस्ट बिना पिन के जाती है।',
    },
    needs: {
      ability: 'pin',
      remedy: {
        en: 'Give the bot the right “Edit Messages” in a channel, “Pin Messages” in a group',
        hi: 'बॉट को चैनल में “Edit Messages”, समूह में “Pin Messages” का अधिकार दें',
      },
    },
  },
];

const AS_FILE: OptionField & { kind: 'switch' } = {
  name: 'asFile',
  kind: 'switch',
  label: { en: 'As a file', hi: 'फ़ाइल के रूप में' },
  help: {
    en: 'Pictures and videos go at their full size, to be downloaded and printed; Telegram makes none of them smaller.',
    hi: 'तस्वीरें और वीडियो पूरे आकार में जाते हैं, डाउनलोड करने और छापने के लिए; टेलीग्राम उन्हें छोटा नहीं करता।',
  },
};

const OF_THE_TEXT: readonly OptionField[] = [
  {
    name: 'linkPreview',
    kind: 'choice',
    label: { en: 'Preview of the link', hi: 'लिंक की झलक' },
    help: {
      en: 'Of the first link in a text without pictures.',
      hi: 'बिना तस्वीर वाले संदेश के पहले लिंक की।',
    },
    choices: [
      { value: 'on', label: { en: 'As usual', hi: 'जैसा आम तौर पर' } },
      { value: 'off', label: { en: 'None', hi: 'नहीं' } },
      { value: 'large', label: { en: 'Large', hi: 'बड़ी' } },
    ],
  },
  {
    name: 'poll',
    kind: 'poll',
    label: { en: 'Poll', hi: 'मतदान' },
    help: {
      en: 'Without a question of its own the text is the question. A poll goes without pictures.',
      hi: 'अलग सवाल न हो तो संदेश ही सवाल है। मतदान के साथ तस्वीर नहीं जाती।',
    },
    poll: POLL,
  },
];

export interface TelegramOptions {
  isSilent: boolean;
  isProtected: boolean;
  isPinned: boolean;
  /** Pictures and videos go as documents. */
  isAsFile: boolean;
  linkPreview: 'on' | 'off' | 'large';
  poll: Poll | null;
}

const shape = z.object({
  silent: z.boolean().catch(false),
  protected: z.boolean().catch(false),
  pin: z.boolean().catch(false),
  asFile: z.boolean().catch(false),
  linkPreview: z.enum(['on', 'off', 'large']).catch('on'),
  poll: poll.nullable().catch(null),
});

/** The values as the adapter uses them; what is left out stands at its usual. */
export function readOptions(values: OptionValues): TelegramOptions {
  const { linkPreview, poll: asked, ...switches } = shape.parse(values);
  return {
    isSilent: switches.silent,
    isProtected: switches.protected,
    isPinned: switches.pin,
    isAsFile: switches.asFile,
    linkPreview,
    poll: asked,
  };
}
