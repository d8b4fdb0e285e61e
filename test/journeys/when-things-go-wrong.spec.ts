import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionView } from '../../src/contract/posts.js';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import { World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.open({ districts: ['agra', 'lucknow', 'varanasi'] });
});
afterAll(() => world.close());
afterEach(() => world.sandbox.clearFaults());

describe('a partial failure', () => {
  it('publishes to the other districts when one token has expired, says whose, and sends once the token is back', async () => {
    const meera = await world.signIn('meera');
    const [lucknow] = await world.dataSource.query<{ remote_id: string }[]>(
      `SELECT remote_id FROM accounts a JOIN districts d ON d.id = a.district_id
       WHERE d.code = 'lucknow' AND platform = 'x'`,
    );
    await world.sandbox.setFaults([
      { platform: 'x', account: lucknow?.remote_id ?? '', fault: 'unauthorized' },
    ]);
    const post = await meera.publish({ text: 'नौ में आठ' });
    const progress = await meera.untilSettled(post.id);
    expect(progress.counts).toMatchObject({ published: 8, failed: 1 });

    const failed = (await meera.cells(post.id)).find((cell) => cell.phase === 'failed');
    expect(failed).toMatchObject({ platform: 'x', cause: 'credentials', can: { retry: true } });
    const { body: accounts } = await meera.get<{ remoteId: string; health: string }[]>(
      '/api/accounts?platform=x',
    );
    expect(accounts.find((account) => account.health === 'broken')?.remoteId).toBe(
      lucknow?.remote_id,
    );

    await world.sandbox.clearFaults();
    await meera.post(`/api/deliveries/${String(failed?.deliveryId)}/retry`);
    const after = await meera.untilProgress(post.id, ({ counts }) => counts.published === 9);
    expect(after.isSettled).toBe(true);
    const published = await world.sandbox.published();
    expect(published.filter(({ text }) => text === 'नौ में आठ')).toHaveLength(9);
  });

  it('waits as long as the platform asks and then sends once', async () => {
    const meera = await world.signIn('meera');
    await world.sandbox.setFaults([
      {
        platform: 'telegram',
        operation: 'create',
        fault: 'rate_limited',
        retryAfterMs: 60_000,
        times: 3,
      },
    ]);
    const post = await meera.publish({ text: 'धीरे धीरे', platforms: ['telegram'] });
    const waiting = await meera.untilEvery(post.id, ({ state }) => state === 'retry_wait');
    for (const cell of waiting) expect(cell).toMatchObject({ cause: 'throttled', attempts: 0 });
    await world.letWaitsEnd();
    const progress = await meera.untilSettled(post.id);
    expect(progress.counts.published).toBe(3);
  });
});

describe('an answer that is lost after the platform accepted', () => {
  it.each(['accept_then_reset', 'server_error_after', 'malformed_body'])(
    'on X (%s) is found on the timeline, and nothing is sent twice',
    async (fault) => {
      const meera = await world.signIn('meera');
      await world.sandbox.setFaults([{ platform: 'x', operation: 'create', fault, times: 1 }]);
      const text = `X पर ${fault}`;
      const post = await meera.publish({ text, platforms: ['x'], districts: ['agra'] });
      await meera.untilEvery(post.id, ({ state }) => state === 'unknown');
      await world.letWaitsEnd();
      const progress = await meera.untilSettled(post.id);
      expect(progress.counts.published).toBe(1);
      expect(await world.sandbox.firedFaults()).toBe(1);
      const published = await world.sandbox.published();
      expect(published.filter((line) => line.text === text)).toHaveLength(1);
    },
  );

  it('on Facebook is found by the id of the prepared post', async () => {
    const meera = await world.signIn('meera');
    await world.sandbox.setFaults([
      { platform: 'facebook', operation: 'publish', fault: 'accept_then_reset', times: 1 },
    ]);
    const post = await meera.publish({
      text: 'पेज पर',
      platforms: ['facebook'],
      districts: ['agra'],
    });
    await meera.untilEvery(post.id, ({ state }) => state === 'unknown');
    await world.letWaitsEnd();
    expect((await meera.untilSettled(post.id)).counts.published).toBe(1);
    expect(await world.sandbox.firedFaults()).toBe(1);
  });

  it('on Telegram waits for a person, who sees what was said and decides', async () => {
    const meera = await world.signIn('meera');
    await world.sandbox.setFaults([
      { platform: 'telegram', operation: 'create', fault: 'accept_then_reset', times: 1 },
    ]);
    const post = await meera.publish({
      text: 'क्या यह पहुँचा?',
      platforms: ['telegram'],
      districts: ['agra'],
    });
    await meera.untilProgress(post.id, ({ counts }) => counts.needs_decision === 1);
    const { body: decisions } = await meera.get<DecisionView[]>('/api/decisions');
    expect(decisions).toMatchObject([
      { text: 'क्या यह पहुँचा?', platform: 'telegram', lookUrl: 'https://t.me/s/munadi_agra' },
    ]);

    expect(decisions[0]?.evidence).toMatch(/Telegram.*lets nobody read back/);

    const decision = { verdict: 'published', reason: 'I saw it in the channel' };
    const { body: cell } = await meera.post(
      `/api/deliveries/${String(decisions[0]?.deliveryId)}/decision`,
      decision,
    );
    expect(cell).toMatchObject({ state: 'published' });
    const published = await world.sandbox.published();
    expect(published.filter(({ text }) => text === 'क्या यह पहुँचा?')).toHaveLength(1);
  });

  it('of a post that was stopped since is not sent again, and the answer says so', async () => {
    const meera = await world.signIn('meera');
    await world.sandbox.setFaults([
      { platform: 'telegram', operation: 'create', fault: 'accept_then_reset', times: 1 },
      { platform: 'x', operation: 'create', fault: 'rate_limited', retryAfterMs: 60_000, times: 1 },
    ]);
    const post = await meera.publish({
      text: 'रोक दी गई',
      platforms: ['telegram', 'x'],
      districts: ['agra'],
    });
    const isWaiting = ({ state }: { state: string }) =>
      state === 'needs_decision' || state === 'retry_wait';
    const cells = await meera.untilEvery(post.id, isWaiting);
    const inDoubt = cells.find(({ can }) => can.decide);
    await meera.post(`/api/posts/${post.id}/cancel`);
    const again = await meera.post<ProblemsAnswer>(
      `/api/deliveries/${String(inDoubt?.deliveryId)}/decision`,
      { verdict: 'send_again', reason: 'once more' },
    );
    expect([again.status, again.body.problems[0]?.code]).toEqual([409, 'post_stopped']);
  });

  it('cannot be decided by a volunteer', async () => {
    const ramesh = await world.signIn('ramesh');
    const { status } = await ramesh.post('/api/deliveries/1/decision', {
      verdict: 'send_again',
      reason: 'once more',
    });
    expect(status).toBe(403);
  });
});

describe('an answer that proves that nothing went out', () => {
  it('is followed by another try, and the post goes out once', async () => {
    const meera = await world.signIn('meera');
    await world.letWaitsEnd();
    await world.sandbox.setFaults([
      { platform: 'x', operation: 'create', fault: 'rate_limited_without_reset', times: 1 },
    ]);
    const post = await meera.publish({ text: 'फिर से', platforms: ['x'], districts: ['agra'] });
    await meera.untilEvery(post.id, ({ state }) => state === 'retry_wait');
    await world.letWaitsEnd();
    expect((await meera.untilSettled(post.id)).counts.published).toBe(1);
    const published = await world.sandbox.published();
    expect(published.filter(({ text }) => text === 'फिर से')).toHaveLength(1);
  });
});
