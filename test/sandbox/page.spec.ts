import { describe, expect, it } from 'vitest';
import { aSandbox, lucknowOnTelegram, telegram, tweet } from './support.js';

describe('the page "What the world saw"', () => {
  it('shows a post with the account and the time in India', async () => {
    const open = await aSandbox();
    await telegram(open, 'sendMessage', { text: 'कल शिविर है' });
    const { content, headers } = await open.ask('/');
    expect(headers.get('content-type')).toContain('text/html');
    expect(content).toContain('दुनिया ने क्या देखा');
    expect(content).toContain('<strong>लखनऊ</strong>');
    expect(content).toContain('कल शिविर है');
    expect(content).toContain('11:30:00 IST');
  });

  it('escapes what people wrote', async () => {
    const open = await aSandbox({ ...lucknowOnTelegram, title: '<i>title</i>' });
    await telegram(open, 'sendMessage', { text: '<script>alert("1")</script>' });
    const { content } = await open.ask('/');
    expect(content).not.toContain('<script>alert');
    expect(content).not.toContain('<i>title');
    expect(content).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
  });

  it('needs no other file', async () => {
    const open = await aSandbox();
    const { content } = await open.ask('/');
    expect(content).not.toMatch(/(?:src|href)="(?!data:)/);
    expect(content).not.toMatch(/<!--\w+-->/);
  });

  it('hears of a new post on the stream', async () => {
    const open = await aSandbox();
    const stop = new AbortController();
    const stream = await fetch(`${open.url}/_sandbox/stream`, { signal: stop.signal });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    await tweet(open, 'कल शिविर है');
    let heard = '';
    while (!heard.includes('event: post')) heard += (await reader?.read())?.value ?? '';
    expect(heard).toContain('event: state');
    expect(heard).toContain('कल शिविर है');
    stop.abort();
  });
});
