import { describe, expect, it } from 'vitest';
import { aSandbox, graph, lucknowOnFacebook, textAt, type OpenSandbox } from './support.js';

const feed = '600001/feed';

async function aDraft(open: OpenSandbox, message: string): Promise<string> {
  const draft = { published: 'false', unpublished_content_type: 'DRAFT' };
  const { body } = await graph(open, feed, { method: 'POST', message, ...draft });
  return textAt(body, 'id');
}

describe('Facebook in the sandbox', () => {
  it('publishes a text with a link and shows it to the world', async () => {
    const open = await aSandbox();
    const link = 'https://example.org/camp';
    const { status } = await graph(open, feed, { method: 'POST', message: 'कल', link });
    expect(status).toBe(200);
    expect(await open.world()).toEqual(['कल']);
    const { body } = await graph(open, '600001/published_posts', {
      fields: 'message,created_time,attachments',
    });
    expect(body).toMatchObject({
      data: [
        {
          message: 'कल',
          created_time: '2026-11-24T06:00:00+0000',
          attachments: { data: [{ unshimmed_url: link }] },
        },
      ],
    });
  });

  it('keeps an unpublished post from the world until it is flipped', async () => {
    const open = await aSandbox();
    const id = await aDraft(open, 'कल');
    expect(await open.world()).toEqual([]);
    expect((await graph(open, '600001/published_posts')).body).toEqual({ data: [] });
    expect((await graph(open, id, { fields: 'is_published' })).body).toEqual({
      id,
      is_published: false,
    });
    await graph(open, id, { method: 'POST', is_published: 'true' });
    expect(await open.world()).toEqual(['कल']);
  });

  it('makes one post when the same draft is flipped twice', async () => {
    const open = await aSandbox();
    const id = await aDraft(open, 'कल');
    const flip = () => graph(open, id, { method: 'POST', is_published: 'true' });
    expect((await flip()).body).toEqual({ success: true });
    expect((await flip()).body).toEqual({ success: true });
    expect(await open.world()).toEqual(['कल']);
    expect((await open.ledger()).map(({ event }) => event)).toEqual(['prepared', 'published']);
  });

  it('refuses a token that it does not know with code 190', async () => {
    const open = await aSandbox();
    const { status, body } = await open.ask('/graph/v25.0/me?access_token=wrong');
    expect(status).toBe(401);
    expect(body).toMatchObject({ error: { type: 'OAuthException', code: 190 } });
  });

  it('refuses a request without a token', async () => {
    const open = await aSandbox();
    expect((await open.ask('/graph/v25.0/me')).body).toMatchObject({ error: { code: 2500 } });
  });

  it('takes the token as access_token too and keeps it out of the ledger', async () => {
    const open = await aSandbox();
    const query = new URLSearchParams({ access_token: lucknowOnFacebook.pageAccessToken });
    const path = `/graph/v25.0/${feed}?message=a&${query.toString()}`;
    expect((await open.ask(path, { method: 'POST' })).status).toBe(200);
    const { content } = await open.control('GET', 'ledger');
    expect(content).not.toContain(lucknowOnFacebook.pageAccessToken);
    expect(content).toContain('access_token=***');
  });

  it("refuses to post on another Page than the token's", async () => {
    const open = await aSandbox({ ...lucknowOnFacebook, pageId: '600002', pageAccessToken: 'b' });
    const { body } = await graph(open, '600002/feed', { method: 'POST', message: 'a' });
    expect(body).toMatchObject({ error: { code: 200 } });
  });

  it('refuses a message of more than 63,206 characters', async () => {
    const open = await aSandbox();
    const longest = 'क'.repeat(63_206);
    expect((await graph(open, feed, { method: 'POST', message: longest })).status).toBe(200);
    const { body } = await graph(open, feed, { method: 'POST', message: `${longest}क` });
    expect(body).toMatchObject({ error: { code: 100 } });
  });

  it('refuses the same text twice in a row, but not with another between', async () => {
    const open = await aSandbox();
    const say = (message: string) => graph(open, feed, { method: 'POST', message });
    await say('one');
    expect((await say('one')).body).toMatchObject({ error: { code: 506 } });
    open.clock.pass(1);
    await say('two');
    expect((await say('one')).status).toBe(200);
  });

  it('refuses to flip a draft that repeats the latest post', async () => {
    const open = await aSandbox();
    const id = await aDraft(open, 'one');
    await graph(open, feed, { method: 'POST', message: 'one' });
    const { body } = await graph(open, id, { method: 'POST', is_published: 'true' });
    expect(body).toMatchObject({ error: { code: 506 } });
  });

  it('edits, deletes, and then says that the object does not exist', async () => {
    const open = await aSandbox();
    const { body } = await graph(open, feed, { method: 'POST', message: 'one' });
    const id = textAt(body, 'id');
    await graph(open, id, { method: 'POST', message: 'two' });
    expect(await open.world()).toEqual(['two']);
    expect((await graph(open, id, { method: 'DELETE' })).body).toEqual({ success: true });
    expect(await open.world()).toEqual([]);
    expect((await graph(open, id)).body).toMatchObject({
      error: { code: 100, error_subcode: 33 },
    });
  });

  it('says which Page a token speaks for and whether it is verified', async () => {
    const open = await aSandbox();
    expect((await graph(open, 'me')).body).toEqual({ id: '600001', name: 'Lucknow' });
    const { body } = await graph(open, '600001', { fields: 'id,verification_status' });
    expect(body).toEqual({ id: '600001', verification_status: 'blue_verified' });
  });

  it('tells how much of the budget is used, and throttles when it is gone', async () => {
    const open = await aSandbox({ ...lucknowOnFacebook, dailyCalls: 2 });
    expect((await graph(open, 'me')).headers.get('x-business-use-case-usage')).toContain(
      '"call_count":50',
    );
    await graph(open, 'me');
    const { body, headers } = await graph(open, 'me');
    expect(body).toMatchObject({ error: { code: 80001 } });
    const usage: unknown = JSON.parse(headers.get('x-business-use-case-usage') ?? '{}');
    expect(usage).toMatchObject({
      '600001': [{ type: 'pages', call_count: 100, estimated_time_to_regain_access: 1440 }],
    });
    open.clock.pass(24 * 60 * 60 * 1000);
    expect((await graph(open, 'me')).status).toBe(200);
  });
});
