import { describe, expect, it } from 'vitest';
import { aSandbox, lucknowOnTelegram, telegram } from './support.js';

const hourMs = 60 * 60 * 1000;

describe('Telegram in the sandbox', () => {
  it('publishes a text and shows it to the world', async () => {
    const open = await aSandbox();
    const { status, body } = await telegram(open, 'sendMessage', { text: 'कल शिविर है' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ok: true,
      result: { message_id: 1, text: 'कल शिविर है', chat: { id: -1001001, type: 'channel' } },
    });
    expect(await open.world()).toEqual(['कल शिविर है']);
  });

  it('finds the channel by @username and takes a form', async () => {
    const open = await aSandbox();
    const { body } = await open.ask(`/telegram/bot${lucknowOnTelegram.botToken}/sendMessage`, {
      method: 'POST',
      body: new URLSearchParams({ chat_id: '@Lucknow_Channel', text: 'a' }),
    });
    expect(body).toMatchObject({ ok: true, result: { message_id: 1 } });
  });

  it('numbers the messages of each chat by itself', async () => {
    const kanpur = { ...lucknowOnTelegram, chatId: '-1001002', username: 'kanpur' };
    const open = await aSandbox(kanpur);
    await telegram(open, 'sendMessage', { text: 'one' });
    const second = await telegram(open, 'sendMessage', { text: 'two' });
    const other = await telegram(open, 'sendMessage', { text: 'one', chat_id: '@kanpur' });
    expect(second.body).toMatchObject({ result: { message_id: 2 } });
    expect(other.body).toMatchObject({ result: { message_id: 1 } });
  });

  it('refuses a token that it does not know', async () => {
    const open = await aSandbox();
    const { status, body } = await open.ask('/telegram/bot1:wrong/getMe');
    expect(status).toBe(401);
    expect(body).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
  });

  it.each([
    ['4096 UTF-16 units', 'क'.repeat(4096), 200],
    ['4097 UTF-16 units', 'क'.repeat(4097), 400],
    ['nothing but spaces', '  \n', 400],
  ])('answers a text of %s', async (_what, text, status) => {
    const open = await aSandbox();
    expect((await telegram(open, 'sendMessage', { text })).status).toBe(status);
  });

  it('takes markup out before it counts and shows', async () => {
    const open = await aSandbox();
    const text = '<b>कल</b> &amp; परसों';
    await telegram(open, 'sendMessage', { text, parse_mode: 'HTML' });
    expect(await open.world()).toEqual(['कल & परसों']);
  });

  it('refuses markup that does not close', async () => {
    const open = await aSandbox();
    const { body } = await telegram(open, 'sendMessage', { text: '<b>a', parse_mode: 'HTML' });
    expect(body).toMatchObject({
      description: expect.stringContaining("can't parse entities") as string,
    });
  });

  it.each([
    [{ botIsAdmin: false }, 400, 'Bad Request: need administrator rights in the channel chat'],
    [{ botStatus: 'kicked' }, 403, 'Forbidden: bot was kicked from the channel chat'],
    [{ botStatus: 'left' }, 403, 'Forbidden: bot is not a member of the channel chat'],
  ])('refuses a bot that is %o', async (bot, status, description) => {
    const open = await aSandbox({ ...lucknowOnTelegram, ...bot });
    const reply = await telegram(open, 'sendMessage', { text: 'a' });
    expect(reply.status).toBe(status);
    expect(reply.body).toEqual({ ok: false, error_code: status, description });
  });

  it('refuses a chat that it does not know', async () => {
    const open = await aSandbox();
    const { body } = await telegram(open, 'sendMessage', { text: 'a', chat_id: '@nowhere' });
    expect(body).toMatchObject({ error_code: 400, description: 'Bad Request: chat not found' });
  });

  it('asks for a wait after a burst in one chat and goes on when it is over', async () => {
    const open = await aSandbox();
    for (let each = 0; each < 5; each += 1) await telegram(open, 'sendMessage', { text: 'a' });
    const refused = await telegram(open, 'sendMessage', { text: 'a' });
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
    open.clock.pass(1000);
    expect((await telegram(open, 'sendMessage', { text: 'a' })).status).toBe(200);
  });

  it('lets one bot send thirty a second over all its chats', async () => {
    const chats = Array.from({ length: 31 }, (_each, index) => ({
      ...lucknowOnTelegram,
      chatId: `-200${index}`,
      username: `chat_${index}`,
    }));
    const open = await aSandbox(...chats);
    const statuses = [];
    for (const { chatId } of chats) {
      statuses.push((await telegram(open, 'sendMessage', { text: 'a', chat_id: chatId })).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 30 }, () => 200), 429]);
  });

  it('lets a group hear twenty messages a minute', async () => {
    const open = await aSandbox({ ...lucknowOnTelegram, type: 'supergroup' });
    for (let each = 0; each < 20; each += 1) {
      expect((await telegram(open, 'sendMessage', { text: 'a' })).status).toBe(200);
      open.clock.pass(1000);
    }
    const { body } = await telegram(open, 'sendMessage', { text: 'a' });
    expect(body).toMatchObject({ error_code: 429, parameters: { retry_after: 40 } });
  });

  it('edits a message and refuses an edit that changes nothing', async () => {
    const open = await aSandbox();
    await telegram(open, 'sendMessage', { text: 'one' });
    const edit = { message_id: 1, text: 'two' };
    expect((await telegram(open, 'editMessageText', edit)).status).toBe(200);
    expect(await open.world()).toEqual(['two']);
    const again = await telegram(open, 'editMessageText', edit);
    expect(again.body).toMatchObject({
      description: expect.stringContaining('message is not modified') as string,
    });
  });

  it('deletes a message of 48 hours and refuses an older one', async () => {
    const open = await aSandbox();
    await telegram(open, 'sendMessage', { text: 'old' });
    open.clock.pass(1);
    await telegram(open, 'sendMessage', { text: 'young' });
    open.clock.pass(48 * hourMs);
    expect((await telegram(open, 'deleteMessage', { message_id: 2 })).body).toMatchObject({
      result: true,
    });
    const { body } = await telegram(open, 'deleteMessage', { message_id: 1 });
    expect(body).toMatchObject({ description: "Bad Request: message can't be deleted" });
    expect(await open.world()).toEqual(['old']);
  });

  it('says who the bot is, what it may do, and how many read along', async () => {
    const open = await aSandbox();
    const me = await telegram(open, 'getMe', {});
    expect(me.body).toMatchObject({ result: { id: 700, is_bot: true } });
    const chat = await telegram(open, 'getChat', {});
    expect(chat.body).toMatchObject({ result: { title: 'लखनऊ', type: 'channel' } });
    const member = await telegram(open, 'getChatMember', { user_id: 700 });
    expect(member.body).toMatchObject({
      result: { status: 'administrator', can_post_messages: true, can_delete_messages: true },
    });
    expect((await telegram(open, 'getChatMemberCount', {})).body).toMatchObject({ result: 5120 });
  });
});
