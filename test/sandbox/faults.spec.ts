import { describe, expect, it } from 'vitest';
import {
  aSandbox,
  graph,
  json,
  lucknowOnX,
  telegram,
  textAt,
  tweet,
  type OpenSandbox,
  type Reply,
} from './support.js';

const sayOn = {
  x: (open: OpenSandbox) => tweet(open, 'a'),
  telegram: (open: OpenSandbox) => telegram(open, 'sendMessage', { text: 'a' }),
  facebook: (open: OpenSandbox) => graph(open, '600001/feed', { method: 'POST', message: 'a' }),
};
const removeOn = {
  x: (open: OpenSandbox, { body }: Reply) =>
    open.ask(`/x/2/tweets/${textAt(body, 'data', 'id')}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${lucknowOnX.bearerToken}` },
    }),
  telegram: (open: OpenSandbox) => telegram(open, 'deleteMessage', { message_id: 1 }),
  facebook: (open: OpenSandbox, { body }: Reply) =>
    graph(open, textAt(body, 'id'), { method: 'DELETE' }),
};
type Platform = keyof typeof sayOn;
const platforms = Object.keys(sayOn) as Platform[];

describe.each(platforms)('a fault on %s', (platform) => {
  it.each([
    ['refuse', false],
    ['unauthorized', false],
    ['rate_limited', false],
    ['rate_limited_without_reset', false],
    ['duplicate', false],
    ['server_error_before', false],
    ['html_body', false],
    ['server_error_after', true],
  ])('%s answers with an error and took the post: %s', async (fault, isTaken) => {
    const open = await aSandbox();
    await open.faults({ platform, fault, times: 1 });
    const { status } = await sayOn[platform](open);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(await open.world()).toEqual(isTaken ? ['a'] : []);
    const event = isTaken ? 'published' : 'refused';
    expect(await open.ledger()).toMatchObject([{ event, fault, answer: String(status) }]);
  });

  it.each([
    ['malformed_body', /^\{.*[^}]$/],
    ['empty_body', /^$/],
  ])('%s takes the post and answers 2xx with nothing to read', async (fault, expected) => {
    const open = await aSandbox();
    await open.faults({ platform, fault });
    const reply = await sayOn[platform](open);
    expect(reply.status).toBeLessThan(300);
    expect(reply.content).toMatch(expected);
    expect(reply.body).toBeNull();
    expect(await open.world()).toEqual(['a']);
  });

  it.each([
    ['reset_before', []],
    ['accept_then_reset', ['a']],
  ])('%s cuts the connection and leaves %j in the world', async (fault, world) => {
    const open = await aSandbox();
    await open.faults({ platform, fault });
    await expect(sayOn[platform](open)).rejects.toThrow();
    expect(await open.world()).toEqual(world);
    expect(await open.ledger()).toMatchObject([{ fault, answer: 'reset' }]);
  });

  it.each([
    ['hang_before', []],
    ['accept_then_hang', ['a']],
  ])('%s never answers and leaves %j in the world', async (fault, world) => {
    const open = await aSandbox();
    await open.faults({ platform, fault });
    let isAnswered = false;
    const answer = sayOn[platform](open).finally(() => {
      isAnswered = true;
    });
    while ((await open.ledger()).length === 0);
    expect(await open.ledger()).toMatchObject([{ fault, answer: 'hang' }]);
    expect(await open.world()).toEqual(world);
    expect(isAnswered).toBe(false);
    await Promise.all([expect(answer).rejects.toThrow(), open.stop()]);
  });

  it('slow takes the post at once and answers later', async () => {
    const open = await aSandbox();
    await open.faults({ platform, fault: 'slow', delayMs: 5 });
    expect((await sayOn[platform](open)).status).toBeLessThan(300);
    expect(await open.ledger()).toMatchObject([{ event: 'published', fault: 'slow' }]);
  });
});

describe.each(platforms)('a fault on a delete on %s', (platform) => {
  it.each([
    ['rate_limited', ['a']],
    ['server_error_before', ['a']],
    ['server_error_after', []],
    ['malformed_body', []],
  ])('%s leaves %j in the world, and the ledger says so', async (fault, world) => {
    const open = await aSandbox();
    const said = await sayOn[platform](open);
    await open.faults({ platform, operation: 'delete', fault });
    await removeOn[platform](open, said);
    expect(await open.world()).toEqual(world);
    const event = world.length === 0 ? 'deleted' : 'refused';
    expect((await open.ledger()).at(-1)).toMatchObject({ event, fault });
  });
});

describe('rate limit faults', () => {
  it.each([
    ['a minute ahead', 60_000],
    ['a year ahead', 365 * 24 * 60 * 60 * 1000],
    ['a minute ago', -60_000],
  ])('put the reset of X %s', async (_when, retryAfterMs) => {
    const open = await aSandbox();
    await open.faults({ platform: 'x', fault: 'rate_limited', retryAfterMs });
    const { status, headers } = await tweet(open, 'a');
    expect(status).toBe(429);
    const resetAt = Number(headers.get('x-rate-limit-reset')) * 1000;
    expect(resetAt).toBe(open.clock.now().getTime() + retryAfterMs);
  });

  it('give Telegram its retry_after and Facebook its minutes', async () => {
    const open = await aSandbox();
    await open.faults({ fault: 'rate_limited', retryAfterMs: 90_000 });
    const onTelegram = await sayOn.telegram(open);
    expect(onTelegram.body).toMatchObject({ parameters: { retry_after: 90 } });
    const onFacebook = await sayOn.facebook(open);
    expect(onFacebook.body).toMatchObject({ error: { code: 80001 } });
    expect(onFacebook.headers.get('x-business-use-case-usage')).toContain(
      '"estimated_time_to_regain_access":2',
    );
  });

  it('can come although the post was taken', async () => {
    const open = await aSandbox();
    await open.faults({ platform: 'facebook', fault: 'rate_limited', accepted: true });
    expect((await sayOn.facebook(open)).body).toMatchObject({ error: { code: 80001 } });
    expect(await open.world()).toEqual(['a']);
  });
});

describe('fault rules', () => {
  it('choose the answer by status, by code or word for word', async () => {
    const open = await aSandbox();
    await open.faults(
      { platform: 'x', fault: 'refuse', status: 402 },
      { platform: 'facebook', fault: 'refuse', code: 368 },
      { platform: 'telegram', fault: 'refuse', status: 413, body: { ok: false } },
    );
    expect(await sayOn.x(open)).toMatchObject({ status: 402, body: { title: 'CreditsDepleted' } });
    expect((await sayOn.facebook(open)).body).toMatchObject({ error: { code: 368 } });
    expect(await sayOn.telegram(open)).toMatchObject({ status: 413, body: { ok: false } });
  });

  it('stop after the given times and count what they did', async () => {
    const open = await aSandbox();
    await open.faults({ platform: 'x', fault: 'server_error_before', times: 2 });
    const statuses = [await tweet(open, 'a'), await tweet(open, 'a'), await tweet(open, 'a')];
    expect(statuses.map(({ status }) => status)).toEqual([503, 503, 201]);
    const { body } = await open.control('GET', 'faults');
    expect(body).toMatchObject({ rules: [{ fired: 2 }], firedInAll: 2 });
    await open.control('DELETE', 'faults');
    const after = await open.control('GET', 'faults');
    expect(after.body).toEqual({ rules: [], firedInAll: 2 });
  });

  it('meet only the named account', async () => {
    const kanpur = {
      ...lucknowOnX,
      id: '1002',
      username: 'kanpur',
      accessToken: '1002-token',
      bearerToken: 'kanpur-bearer',
    };
    const open = await aSandbox(kanpur);
    await open.faults({ account: 'kanpur', fault: 'unauthorized' });
    const headers = { authorization: 'Bearer kanpur-bearer' };
    const { status } = await open.ask('/x/2/tweets', json('POST', { text: 'a' }, headers));
    expect(status).toBe(401);
    expect((await tweet(open, 'a')).status).toBe(201);
  });

  it('leave reads alone unless reads are named', async () => {
    const open = await aSandbox();
    await open.faults({ platform: 'facebook', fault: 'server_error_before' });
    expect((await graph(open, 'me')).status).toBe(200);
    await open.faults({ platform: 'facebook', fault: 'server_error_before', operation: 'read' });
    expect((await graph(open, 'me')).status).toBe(500);
    expect((await sayOn.facebook(open)).status).toBe(200);
  });

  it('meet the flip of a draft and not its creation when told to', async () => {
    const open = await aSandbox();
    await open.faults({ platform: 'facebook', fault: 'accept_then_reset', operation: 'publish' });
    const draft = { method: 'POST', message: 'a', published: 'false' };
    const { status, content } = await graph(open, '600001/feed', draft);
    expect(status).toBe(200);
    const [, id = ''] = /"id":"([^"]+)"/.exec(content) ?? [];
    const flip = graph(open, id, { method: 'POST', is_published: 'true' });
    await expect(flip).rejects.toThrow();
    expect(await open.world()).toEqual(['a']);
  });

  it('do not fire after acceptance on a request that the platform refuses', async () => {
    const open = await aSandbox();
    await open.faults({ platform: 'x', fault: 'server_error_after', times: 1 });
    expect((await tweet(open, 'क'.repeat(281))).status).toBe(400);
    expect((await open.control('GET', 'faults')).body).toMatchObject({ firedInAll: 0 });
  });

  it('with the same seed hit the same requests', async () => {
    const rule = { platform: 'x', fault: 'refuse', probability: 0.5, seed: 7 };
    const run = async () => {
      const open = await aSandbox();
      await open.faults(rule);
      const replies: Reply[] = [];
      for (let each = 0; each < 20; each += 1) replies.push(await tweet(open, `post ${each}`));
      return replies.map(({ status }) => status);
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([201, 400]));
    expect(await run()).toEqual(first);
  });

  it('are refused when they name an unknown fault', async () => {
    const open = await aSandbox();
    const { status } = await open.control('PUT', 'faults', { rules: [{ fault: 'meteor' }] });
    expect(status).toBe(400);
  });
});
