import type { ContentProblem } from '../../contract/content-problems.js';
import type { OptionField, OptionValues, Poll } from '../../contract/post-options.js';
import type { Content } from '../../contract/review-content.js';
import type { NewPost } from './x.client.js';
import { POLL } from './x.limits.js';

const POLL_FIELD = 'poll';
const REPLIES_FIELD = 'replySettings';
const AI_FIELD = 'madeWithAi';

/** POST /2/tweets; OpenAPI 2.167, CreatePostsRequest, read 2026-08-22. Whoever may reply is everyone when it is left out. */
export const X_OPTIONS: readonly OptionField[] = [
  {
    name: POLL_FIELD,
    label: { en: 'Poll', hi: 'मतदान' },
    help: {
      en: 'The text of the post is the question. Not together with pictures or videos.',
      hi: 'पोस्ट का पाठ ही प्रश्न है। तस्वीर या वीडियो के साथ नहीं।',
    },
    kind: 'poll',
    poll: POLL,
  },
  {
    name: REPLIES_FIELD,
    label: { en: 'Who may reply', hi: 'कौन जवाब दे सकता है' },
    kind: 'choice',
    choices: [
      { value: 'everyone', label: { en: 'Everyone', hi: 'सभी' } },
      {
        value: 'following',
        label: { en: 'Accounts that this account follows', hi: 'जिन खातों को यह खाता फ़ॉलो करता है' },
      },
      {
        value: 'mentionedUsers',
        label: { en: 'Accounts that the post mentions', hi: 'जिन खातों का पोस्ट में ज़िक्र है' },
      },
    ],
  },
  {
    name: AI_FIELD,
    label: { en: 'Made with AI', hi: 'एआई से बना' },
    help: {
      en: 'X shows that pictures or videos were made by a machine. Set by itself where a file says so.',
      hi: 'X दिखाता है कि तस्वीर या वीडियो मशीन से बना है। फ़ाइल में लिखा हो तो अपने आप लग जाता है।',
    },
    kind: 'switch',
  },
];

/** What X takes each by itself, but not together: docs.x.com, manage-tweets, read 2026-08-22. */
export function reviewTogether({ media, options }: Content): ContentProblem[] {
  return options[POLL_FIELD] !== undefined && media.length > 0
    ? [{ kind: 'option_with_media', name: POLL_FIELD }]
    : [];
}

/** The fields of a new post that its options, and files that say that a machine made them, stand for. */
export function postFieldsOf(
  options: OptionValues,
  media: readonly { isAiMade: boolean }[],
): Omit<NewPost, 'text' | 'media'> {
  const { [POLL_FIELD]: poll, [REPLIES_FIELD]: replies, [AI_FIELD]: madeWithAi } = options;
  return {
    ...(isPoll(poll)
      ? { poll: { options: poll.answers, duration_minutes: poll.openForMinutes } }
      : {}),
    ...(replies === 'following' || replies === 'mentionedUsers' ? { reply_settings: replies } : {}),
    ...(madeWithAi === true || media.some(({ isAiMade }) => isAiMade)
      ? { made_with_ai: true }
      : {}),
  };
}

function isPoll(value: OptionValues[string] | undefined): value is Poll {
  return typeof value === 'object' && !Array.isArray(value);
}
