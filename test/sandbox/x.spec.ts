import { describe, expect, it } from 'vitest';
import { aSandbox, json, lucknowOnX, signature, textAt, tweet } from './support.js';

const bearer = { authorization: `Bearer ${lucknowOnX.bearerToken}` };

describe('X in the sandbox', () => {
  it('publishes a text and shows it to the world', async () => {
    const open = await aSandbox();
    const { status, body } = await tweet(open, 'कल शिविर है');
    expect(status).toBe(201);
    const id = textAt(body, 'data', 'id');
    expect(body).toEqual({ data: { id, text: 'कल शिविर है', edit_history_tweet_ids: [id] } });
    expect(await open.world()).toEqual(['कल शिविर है']);
  });

  it('puts the time into the id, as X does', async () => {
    const open = await aSandbox();
    const { body } = await tweet(open, 'one');
    const ms = (BigInt(textAt(body, 'data', 'id')) >> 22n) + 1_288_834_974_657n;
    expect(Number(ms)).toBe(open.clock.now().getTime());
  });

  it('accepts an OAuth 1.0a signature made with the right secrets', async () => {
    const open = await aSandbox();
    const address = `${open.url}/x/2/users/me?user.fields=verified_type,public_metrics`;
    const authorization = signature({ method: 'GET', address }, lucknowOnX);
    const { status, body } = await open.ask(address.slice(open.url.length), {
      headers: { authorization },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ data: { id: '1001', verified_type: 'none' } });
  });

  it('refuses an OAuth 1.0a signature made with a wrong secret', async () => {
    const open = await aSandbox();
    const address = `${open.url}/x/2/tweets`;
    const secrets = { ...lucknowOnX, accessSecret: 'another' };
    const authorization = signature({ method: 'POST', address }, secrets);
    const { status } = await open.ask(
      '/x/2/tweets',
      json('POST', { text: 'a' }, { authorization }),
    );
    expect(status).toBe(401);
    expect(await open.world()).toEqual([]);
  });

  it('refuses a signature that was made for another address', async () => {
    const open = await aSandbox();
    const address = `${open.url}/x/2/users/me`;
    const authorization = signature({ method: 'POST', address }, lucknowOnX);
    const { status } = await open.ask(
      '/x/2/tweets',
      json('POST', { text: 'a' }, { authorization }),
    );
    expect(status).toBe(401);
  });

  it('refuses a bearer token that it does not know', async () => {
    const open = await aSandbox();
    const headers = { authorization: 'Bearer nobody' };
    const { status, body } = await open.ask('/x/2/tweets', json('POST', { text: 'a' }, headers));
    expect(status).toBe(401);
    expect(body).toMatchObject({ title: 'Unauthorized', status: 401 });
  });

  it('takes 280 Devanagari letters and refuses 281', async () => {
    const open = await aSandbox();
    expect((await tweet(open, 'क'.repeat(280))).status).toBe(201);
    const { status, body } = await tweet(open, 'ख'.repeat(281));
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: 'https://api.x.com/2/problems/invalid-request' });
  });

  it('lets an account with Premium write more', async () => {
    const open = await aSandbox({ ...lucknowOnX, subscriptionType: 'Premium' });
    expect((await tweet(open, 'क'.repeat(600))).status).toBe(201);
  });

  it('refuses a field that its schema does not name', async () => {
    const open = await aSandbox();
    const body = { text: 'a', client_reference: '1' };
    expect((await open.ask('/x/2/tweets', json('POST', body, bearer))).status).toBe(400);
  });

  it('refuses the same text by the same account within a day, even after a deletion', async () => {
    const open = await aSandbox();
    const first = await tweet(open, 'one');
    await open.ask(`/x/2/tweets/${textAt(first.body, 'data', 'id')}`, {
      method: 'DELETE',
      headers: bearer,
    });
    const second = await tweet(open, 'one');
    expect(second.status).toBe(403);
    expect(second.body).toMatchObject({
      detail: 'You are not allowed to create a Tweet with duplicate content.',
    });
    open.clock.pass(24 * 60 * 60 * 1000 + 1);
    expect((await tweet(open, 'one')).status).toBe(201);
  });

  it('counts down to the 429 at the hundredth post and starts again a quarter of an hour later', async () => {
    const open = await aSandbox();
    for (let each = 0; each < 99; each += 1) await tweet(open, `post ${each}`);
    const hundredth = await tweet(open, 'the hundredth');
    expect(hundredth.headers.get('x-rate-limit-remaining')).toBe('0');
    expect(hundredth.headers.get('x-app-limit-24hour-remaining')).toBe('9900');
    const refused = await tweet(open, 'one too many');
    expect(refused.status).toBe(429);
    const resetAt = Number(refused.headers.get('x-rate-limit-reset')) * 1000;
    open.clock.pass(resetAt - open.clock.now().getTime());
    expect((await tweet(open, 'one too many')).status).toBe(201);
  });

  it('has a day of its own only for an account that is told one', async () => {
    const open = await aSandbox({ ...lucknowOnX, dailyPosts: 2 });
    const first = await tweet(open, 'one');
    expect(first.headers.get('x-user-limit-24hour-remaining')).toBe('1');
    const second = await tweet(open, 'two');
    expect(second.headers.get('x-user-limit-24hour-remaining')).toBe('0');
    open.clock.pass(15 * 60 * 1000);
    const refused = await tweet(open, 'three');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-rate-limit-remaining')).toBe('99');
    const resetAt = Number(refused.headers.get('x-user-limit-24hour-reset')) * 1000;
    open.clock.pass(resetAt - open.clock.now().getTime());
    expect((await tweet(open, 'three')).status).toBe(201);

    const told = await aSandbox();
    expect((await tweet(told, 'one')).headers.get('x-user-limit-24hour-limit')).toBeNull();
  });

  it('can be told a smaller quarter of an hour, which deletes do not draw on', async () => {
    const open = await aSandbox({ ...lucknowOnX, quarterHourPosts: 1 });
    const only = await tweet(open, 'one');
    expect(only.headers.get('x-rate-limit-limit')).toBe('1');
    expect(only.headers.get('x-rate-limit-remaining')).toBe('0');
    expect((await tweet(open, 'two')).status).toBe(429);
    const path = `/x/2/tweets/${textAt(only.body, 'data', 'id')}`;
    const removed = await open.ask(path, { method: 'DELETE', headers: bearer });
    expect(removed.status).toBe(200);
    expect(removed.headers.get('x-rate-limit-limit')).toBe('50');
  });

  it('lets everything past while limits are off', async () => {
    const open = await aSandbox();
    await open.control('PUT', 'settings', { limitsEnforced: false });
    for (let each = 0; each < 100; each += 1) await tweet(open, `post ${each}`);
    expect((await tweet(open, 'one more')).status).toBe(201);
  });

  it('replaces addresses by t.co and tells what they stand for', async () => {
    const open = await aSandbox();
    await tweet(open, 'देखें https://example.org/a?b=1&c=2 & यहाँ');
    const query = 'max_results=5&tweet.fields=entities,created_at';
    const { body } = await open.ask(`/x/2/users/1001/tweets?${query}`, { headers: bearer });
    expect(body).toMatchObject({
      data: [
        {
          text: expect.stringMatching(/^देखें https:\/\/t\.co\/[0-9a-z]{10} &amp; यहाँ$/) as string,
          created_at: '2026-11-24T06:00:00.000Z',
          entities: { urls: [{ expanded_url: 'https://example.org/a?b=1&c=2' }] },
        },
      ],
    });
  });

  it('keeps a new post out of the timeline for as long as the lag says', async () => {
    const open = await aSandbox();
    await open.control('PUT', 'settings', { xTimelineLagMs: 60_000 });
    await tweet(open, 'one');
    const timeline = () => open.ask('/x/2/users/1001/tweets', { headers: bearer });
    expect((await timeline()).body).toEqual({ meta: { result_count: 0 } });
    open.clock.pass(60_000);
    expect((await timeline()).body).toMatchObject({ data: [{ text: 'one' }] });
  });

  it('lists only what came after since_id', async () => {
    const open = await aSandbox();
    const first = textAt((await tweet(open, 'one')).body, 'data', 'id');
    open.clock.pass(1);
    await tweet(open, 'two');
    const path = `/x/2/users/1001/tweets?since_id=${first}`;
    const { body } = await open.ask(path, { headers: bearer });
    expect(body).toMatchObject({ data: [{ text: 'two' }], meta: { result_count: 1 } });
  });

  it('answers resource-not-found for a deleted post and for a second deletion', async () => {
    const open = await aSandbox();
    const id = textAt((await tweet(open, 'one')).body, 'data', 'id');
    const remove = () => open.ask(`/x/2/tweets/${id}`, { method: 'DELETE', headers: bearer });
    expect((await remove()).body).toEqual({ data: { deleted: true } });
    expect((await remove()).status).toBe(404);
    const { body } = await open.ask(`/x/2/tweets?ids=${id}`, { headers: bearer });
    expect(body).toMatchObject({
      errors: [{ type: 'https://api.x.com/2/problems/resource-not-found' }],
    });
    expect(await open.world()).toEqual([]);
  });
});
