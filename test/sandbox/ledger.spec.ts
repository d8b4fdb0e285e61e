import { appendFile, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { aSandbox, graph, lucknowOnTelegram, telegram, textAt, tweet } from './support.js';

describe('the ledger', () => {
  it('holds the line before the answer leaves', async () => {
    const open = await aSandbox();
    await tweet(open, 'one');
    const [line = ''] = (await readFile(open.ledgerFile, 'utf8')).split('\n');
    expect(JSON.parse(line)).toMatchObject({
      seq: 1,
      receivedAt: '2026-11-24T06:00:00.000Z',
      recordedAt: '2026-11-24T06:00:00.000Z',
      platform: 'x',
      account: '1001',
      event: 'published',
      text: 'one',
      method: 'POST',
      path: '/x/2/tweets',
      fault: null,
      answer: '201',
    });
  });

  it('never holds a bot token', async () => {
    const open = await aSandbox();
    await telegram(open, 'sendMessage', { text: 'one' });
    await open.ask('/telegram/bot1:wrong-but-secret/sendMessage?chat_id=1&text=a');
    const content = await readFile(open.ledgerFile, 'utf8');
    expect(content).not.toContain(lucknowOnTelegram.botToken);
    expect(content).not.toContain('wrong-but-secret');
    expect(content).toContain('/telegram/bot***/sendMessage');
  });

  it('records a refusal with the text that was refused', async () => {
    const open = await aSandbox();
    await tweet(open, 'one');
    await tweet(open, 'one');
    expect(await open.ledger()).toMatchObject([
      { event: 'published' },
      { event: 'refused', text: 'one', postId: null, answer: '403' },
    ]);
  });

  it('rebuilds world and accounts after a restart', async () => {
    const open = await aSandbox();
    const draft = { method: 'POST', message: 'draft', published: 'false' };
    const id = textAt((await graph(open, '600001/feed', draft)).body, 'id');
    await telegram(open, 'sendMessage', { text: 'one' });
    await open.stop();
    await open.start();
    expect(await open.world()).toEqual(['one']);
    await graph(open, id, { method: 'POST', is_published: 'true' });
    expect((await telegram(open, 'sendMessage', { text: 'two' })).body).toMatchObject({
      result: { message_id: 2 },
    });
    expect((await open.world()).toSorted()).toEqual(['draft', 'one', 'two']);
    expect(await open.ledger()).toMatchObject([{ seq: 1 }, { seq: 2 }, { seq: 3 }, { seq: 4 }]);
  });

  it('steps over a torn last line, says so, and writes on', async () => {
    const open = await aSandbox();
    await tweet(open, 'one');
    await open.stop();
    await appendFile(open.ledgerFile, '{"seq":2,"receivedAt":"2026-');
    const { unreadableLines } = await open.start();
    expect(unreadableLines).toBe(1);
    await tweet(open, 'two');
    await open.stop();
    await open.start();
    expect((await open.world()).toSorted()).toEqual(['one', 'two']);
    expect((await open.control('GET', 'ledger')).body).toMatchObject({ unreadableLines: 1 });
  });

  it('keeps its lines when the world starts over', async () => {
    const open = await aSandbox();
    await tweet(open, 'one');
    await open.control('DELETE', 'world');
    expect(await open.world()).toEqual([]);
    expect((await open.ledger()).map(({ event }) => event)).toEqual(['published', 'started_over']);
    expect((await tweet(open, 'one')).status).toBe(201);
  });

  it('keeps every one of many posts that arrive together, in one order', async () => {
    const open = await aSandbox();
    await open.control('PUT', 'settings', { limitsEnforced: false });
    await Promise.all(Array.from({ length: 200 }, (_each, index) => tweet(open, `post ${index}`)));
    const lines = await open.ledger();
    expect(lines).toMatchObject(
      Array.from({ length: 200 }, (_each, index) => ({ seq: index + 1 })),
    );
    expect(new Set(lines.map((line) => textAt(line, 'postId'))).size).toBe(200);
  });
});
