import { describe, expect, it } from 'vitest';
import { watchSend } from '../../../src/kernel/egress/index.js';
import type { MediaFile } from '../../../src/platforms/platform.js';
import type { TelegramPlatform } from '../../../src/platforms/telegram/telegram.platform.js';
import { aPicture, anAnimation, aVideo } from '../media-files.js';
import { NOW } from '../publishing.js';
import { aMachine } from '../sandbox-stage.js';
import { AT_LUCKNOW, telegramAt } from '../telegram-at.js';
import { faultsOf, methodOf, type ArrivedCall } from './bot-api.js';

const { signal } = new AbortController();
const poll = { question: 'क्या?', answers: ['हाँ', 'नहीं'], openForMinutes: 60 };

const publish =
  (media: readonly MediaFile[], options = {}) =>
  (platform: TelegramPlatform) =>
    platform.publish({
      ...AT_LUCKNOW,
      text: 'कल https://example.org',
      media,
      options,
      replyTo: null,
      progress: undefined,
      signal,
      remember: () => Promise.resolve(),
      commit: (send) => watchSend(send, signal),
    });
const retract = (postId: string) => (platform: TelegramPlatform) =>
  platform.retract({ ...AT_LUCKNOW, postId, publishedAt: NOW, signal });
const edit =
  (hasMedia: boolean, options = {}) =>
  (platform: TelegramPlatform) => {
    const words = { postId: '17', text: 'नया', hasMedia, options };
    return platform.edit({ ...AT_LUCKNOW, ...words, publishedAt: NOW, signal });
  };
const pinned = async (platform: TelegramPlatform) => {
  const outcome = await publish([], { pin: true, silent: true })(platform);
  if (outcome.kind === 'published') await outcome.afterwards?.run(signal);
};
const withdrawn = ['editMessageText', 'editMessageMedia'];
const everyOption = { silent: true, protected: true, linkPreview: 'large' };

/** What the adapter does, and the requests that it leads to. */
const CALLS: [string, string[], (platform: TelegramPlatform) => Promise<unknown>][] = [
  ['a text', ['sendMessage'], publish([])],
  ['a text with every option', ['sendMessage'], publish([], everyOption)],
  ['a text without a preview', ['sendMessage'], publish([], { linkPreview: 'off' })],
  ['a picture', ['sendPhoto'], publish([aPicture()], everyOption)],
  ['a video', ['sendVideo'], publish([aVideo()])],
  ['an animation', ['sendAnimation'], publish([anAnimation()])],
  [
    'a picture as a file',
    ['sendDocument'],
    publish([aPicture()], { ...everyOption, asFile: true }),
  ],
  [
    'files of every kind',
    ['sendMediaGroup'],
    publish([aPicture(), aVideo(), anAnimation()], { asFile: true }),
  ],
  ['an album', ['sendMediaGroup'], publish([aPicture(1), aVideo()], everyOption)],
  ['a post that is pinned', ['sendMessage', 'pinChatMessage'], pinned],
  ['a poll', ['sendPoll'], publish([], { poll })],
  ['another text', ['editMessageText'], edit(false)],
  ['another text without a preview', ['editMessageText'], edit(false, { linkPreview: 'off' })],
  ['another caption', ['editMessageCaption'], edit(true)],
  ['a withdrawal', ['deleteMessage', ...withdrawn], retract('17')],
  ['the withdrawal of an album', ['deleteMessages', ...withdrawn.slice(1)], retract('17,18')],
  [
    'a check of the account',
    ['getMe', 'getChat', 'getChatMember', 'getChatMemberCount'],
    (platform) => platform.identify({ ...AT_LUCKNOW, signal }),
  ],
  [
    'a test without publishing',
    ['getMe', 'getChat', 'getChatMember', 'sendChatAction'],
    (platform) => platform.rehearse({ ...AT_LUCKNOW, signal, picture: aPicture() }),
  ],
  [
    'a look for chats',
    ['getUpdates'],
    async (platform) =>
      platform.discovery?.look({ credentials: AT_LUCKNOW.credentials, cursor: '7', signal }),
  ],
];

/** A Bot API that lets everything be edited and nothing be deleted. */
const ANSWERS: Record<string, object> = {
  getMe: { id: 700700 },
  sendMessage: { message_id: 17 },
  getChat: { id: -1004711, type: 'supergroup' },
  getChatMember: { status: 'creator' },
  deleteMessage: { error: "message can't be deleted" },
  deleteMessages: { error: "message can't be deleted" },
  editMessageText: { error: 'there is no text in the message to edit' },
};

async function requestsOf(act: (platform: TelegramPlatform) => Promise<unknown>) {
  const calls: ArrivedCall[] = [];
  const machine = await aMachine((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const contentType = request.headers['content-type'] ?? '';
      const call = { path: request.url ?? '', contentType, body: Buffer.concat(chunks) };
      calls.push(call);
      const answer = ANSWERS[methodOf(call)] ?? {};
      const isError = 'error' in answer;
      response.writeHead(isError ? 400 : 200, { 'content-type': 'application/json' });
      const error = isError && {
        error_code: 400,
        description: `Bad Request: ${String(answer.error)}`,
      };
      response.end(JSON.stringify({ ok: !isError, result: answer, ...error }));
    });
  });
  await act(telegramAt(machine.url));
  await machine.stop();
  return calls;
}

describe('the Bot API, as its documents have it,', () => {
  it.each(CALLS)('knows every field of the requests of %s', async (_what, methods, act) => {
    const calls = await requestsOf(act);
    expect([...new Set(calls.map(methodOf))]).toEqual(methods);
    expect(calls.flatMap(faultsOf)).toEqual([]);
  });

  it.each([
    ['a method that does not exist', 'sendTelegram', {}, 'sendTelegram is no method'],
    [
      'a field that does not exist',
      'sendMessage',
      { chat_id: 1, text: 'a', mood: 1 },
      'sendMessage.mood is no field',
    ],
    ['the lack of a field', 'sendMessage', { chat_id: 1 }, 'sendMessage.text is missing'],
    [
      'a value of another kind',
      'deleteMessage',
      { chat_id: 1, message_id: 'x' },
      'deleteMessage.message_id is no Integer',
    ],
    [
      'a file that is not there',
      'sendMediaGroup',
      { chat_id: 1, media: [{ type: 'photo', media: 'attach://a' }] },
      'sendMediaGroup.media[0].media is no String',
    ],
  ])('finds %s in a request', (_what, method, fields, fault) => {
    const body = Buffer.from(JSON.stringify(fields));
    const call = { path: `/bot1:a/${method}`, contentType: 'application/json', body };
    expect(faultsOf(call)).toEqual([fault]);
  });
});
